/** Approval: whether a stage lets a version pass by itself. */
@NullMarked
package io.evenkeel.model.approval;

import org.jspecify.annotations.NullMarked;
