@NullMarked
package io.evenkeel.resource;

import org.jspecify.annotations.NullMarked;
