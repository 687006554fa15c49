/**
 * What runs before every job: fetches the task's files from the REST API. Knows no Vert.x and no
 * Camel, so that it starts at once.
 */
@NullMarked
package io.evenkeel.jobexecutor.init;

import org.jspecify.annotations.NullMarked;
