// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

/**
 * How far from the truth training on a sample came.
 *
 * @param tokens size of the sample
 * @param distance largest difference of a parameter from the truth, after the best relabelling
 * @param nearest the same from the nearest of the models that share the truth's predictions, as far as these are finitely
 *     many and known
 * @param farthest the largest such distance of a fit that predicts the sample as well, to the noise in its loss, among those
 *     from all starts
 */
public record SampleError(int tokens, double distance, double nearest, double farthest) {}
