// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.List;

/**
 * Errors against the size of the sample, beside what theory expects; both axes are logarithms.
 *
 * @param head heading
 * @param tokens sizes, ascending
 * @param errors one for each size
 * @param typical what is expected, for each size
 * @param typicalName what that is
 * @param bound what is hardly ever passed, for each size
 * @param boundName what that is
 * @param ending what is seen
 */
record ErrorsView(
        Section.Head head,
        List<Integer> tokens,
        List<Double> errors,
        List<Double> typical,
        String typicalName,
        List<Double> bound,
        String boundName,
        String ending)
        implements Section {}
