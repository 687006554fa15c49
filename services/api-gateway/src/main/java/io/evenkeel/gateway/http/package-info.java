/** How answers are written and bodies are read. */
@NullMarked
package io.evenkeel.gateway.http;

import org.jspecify.annotations.NullMarked;
