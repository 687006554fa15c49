/** {@code apply} and {@code diff}: a folder says what a project's files are. */
@NullMarked
package io.evenkeel.cli.workspace;

import org.jspecify.annotations.NullMarked;
