/** YAML 1.1 as Keptn's services read it: one document, its scalars and their JSON values. */
@NullMarked
package io.evenkeel.model.yaml;

import org.jspecify.annotations.NullMarked;
