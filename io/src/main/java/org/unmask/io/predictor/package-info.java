// SPDX-License-Identifier: Apache-2.0
/**
 * Predictors as files: tables of probabilities in CSV, and the answers to chosen contexts in JSON, as {@code predict}
 * prints them. Start with {@link org.unmask.io.predictor.PredictorTables}.
 */
@NullMarked
package org.unmask.io.predictor;

import org.jspecify.annotations.NullMarked;
