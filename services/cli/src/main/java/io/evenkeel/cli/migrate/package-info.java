/** Moving from another installation to this one: {@code import keptn}. */
@NullMarked
package io.evenkeel.cli.migrate;

import org.jspecify.annotations.NullMarked;
