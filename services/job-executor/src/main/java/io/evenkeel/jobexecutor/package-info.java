/**
 * Does tasks: by the Camel routes of a directory, and by the Kubernetes Jobs of a
 * {@code job/config.yaml}, which a route makes too.
 */
@NullMarked
package io.evenkeel.jobexecutor;

import org.jspecify.annotations.NullMarked;
