// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.ArrayList;
import java.util.List;
import org.unmask.inference.StopReason;

/** Where a minimiser came to. The curve holds the value at the start and after each iteration, and never rises. */
final class Minimum {
    private final double[] theta;
    private final double value;
    private final double gradientNorm;
    private final List<Double> curve;
    private final StopReason reason;

    Minimum(double[] theta, double value, double gradientNorm, List<Double> curve, StopReason reason) {
        this.theta = theta;
        this.value = value;
        this.gradientNorm = gradientNorm;
        this.curve = curve;
        this.reason = reason;
    }

    double[] theta() {
        return theta;
    }

    double value() {
        return value;
    }

    double gradientNorm() {
        return gradientNorm;
    }

    List<Double> curve() {
        return curve;
    }

    StopReason reason() {
        return reason;
    }

    int iterations() {
        return curve.size() - 1;
    }

    /** This one, and what a second minimiser made of it. */
    Minimum then(Minimum next) {
        List<Double> joined = new ArrayList<>(curve);
        joined.addAll(next.curve.subList(1, next.curve.size()));
        return new Minimum(next.theta, next.value, next.gradientNorm, joined, next.reason);
    }

    /** The same for another reason. */
    Minimum because(StopReason other) {
        return new Minimum(theta, value, gradientNorm, curve, other);
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
