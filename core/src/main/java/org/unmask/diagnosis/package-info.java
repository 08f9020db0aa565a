// SPDX-License-Identifier: Apache-2.0
/**
 * Why a fit is poor: the task cannot fix the model, there are too few tokens, states are too much alike, or the data are of no
 * such model.
 *
 * <p>Start with {@link org.unmask.diagnosis.Diagnosis}; it reads a fit with its verdict and standard errors, and puts the model to
 * the test by {@link org.unmask.diagnosis.MomentTest}.
 */
@NullMarked
package org.unmask.diagnosis;

import org.jspecify.annotations.NullMarked;
