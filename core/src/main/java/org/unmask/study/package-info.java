// SPDX-License-Identifier: Apache-2.0
/**
 * Whether what the product promises holds: studies by simulation from known models, each a table that a command prints.
 *
 * <p>Models come from files or from {@link org.unmask.study.Corpus}; everything else from the rooms before. Each study is
 * deterministic for a seed.
 */
@NullMarked
package org.unmask.study;

import org.jspecify.annotations.NullMarked;
