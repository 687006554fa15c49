/** Who may come in: token, failed attempts, browser sessions, blocked paths. No IO. */
@NullMarked
package io.evenkeel.gateway.access;

import org.jspecify.annotations.NullMarked;
