/** A fuzz test of what only this package sees. */
@NullMarked
package io.evenkeel.resource;

import org.jspecify.annotations.NullMarked;
