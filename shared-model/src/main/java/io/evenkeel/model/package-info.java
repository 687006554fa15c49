/** What everything agrees on: immutable values and pure decisions. Knows no framework. */
@NullMarked
package io.evenkeel.model;

import org.jspecify.annotations.NullMarked;
