/**
 * The whole product on one machine, each service in processes of its own.
 * {@link io.evenkeel.allinone.mesh.Mesh} is the file to read first.
 */
@NullMarked
package io.evenkeel.allinone.mesh;

import org.jspecify.annotations.NullMarked;
