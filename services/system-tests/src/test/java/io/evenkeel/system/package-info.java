/** The product from outside: processes, HTTP, kills, files. */
@NullMarked
package io.evenkeel.system;

import org.jspecify.annotations.NullMarked;
