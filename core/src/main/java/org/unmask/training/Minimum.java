// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.List;
import org.unmask.inference.StopReason;

/** Where a minimiser came to. The curve holds the value at the start and after each iteration, and never rises. */
record Minimum(double[] theta, double value, double gradientNorm, List<Double> curve, StopReason reason) {

    int iterations() {
        return curve.size() - 1;
    }

    static double norm(double[] gradient) {
        double worst = 0;
        for (double entry : gradient) {
            worst = Math.max(worst, Math.abs(entry));
        }
        return worst;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
