// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.random.RandomGenerator;
import org.unmask.model.Hmm;

/** Windows to draw from, and others to judge by. */
interface Batches {

    /** Number of coordinates. */
    int size();

    /** Loss and gradient on freshly drawn windows. */
    double draw(double[] theta, int batch, RandomGenerator random, double[] gradient);

    /** Loss on the data held out. */
    double heldOut(double[] theta);

    /** The model at coordinates. */
    Hmm model(double[] theta);
}
