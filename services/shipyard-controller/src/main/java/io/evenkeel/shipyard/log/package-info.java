/** What integrations and the control plane itself report, kept for people to read. */
@NullMarked
package io.evenkeel.shipyard.log;

import org.jspecify.annotations.NullMarked;
