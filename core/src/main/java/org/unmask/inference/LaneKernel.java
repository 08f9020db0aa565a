// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Optional;

/**
 * The loops over lanes that cost most, for one thread. Rows lie in {@link Bundles}. {@link PlainKernel} leaves it to the
 * compiler to find vector instructions in them; {@code VectorKernel} spells them out, where it is asked for and the module
 * {@code jdk.incubator.vector} is there. The two agree to rounding. One virtual machine uses the
 * same for all it does, so that its answers depend on neither threads nor the size of the data.
 *
 * <p>Lanes from {@code n} to the next multiple of {@link #GROUP} may be computed along: they hold finite numbers, and zero
 * on one side at least of every product that is summed.
 */
interface LaneKernel {

    /** Sums over lanes may be kept in this many parts; rows have room for whole groups. */
    int GROUP = 8;

    /** Name of the system property that asks for vector instructions to be spelled out. */
    String WANTED = "unmask.vectors";

    /**
     * The kernel of this virtual machine. That the module is there is not enough: some hosts, Spark's executors among them,
     * bring it unasked, and all machines of a job should use one kernel.
     */
    static LaneKernel ofThisMachine() {
        return (Boolean.getBoolean(WANTED) ? spelledOut() : Optional.<LaneKernel>empty()).orElseGet(PlainKernel::new);
    }

    /** The kernel that needs the vector module; empty without that, or where vectors are shorter than 256 bits. */
    static Optional<LaneKernel> spelledOut() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName("org.unmask.inference.VectorKernel")
                    .asSubclass(LaneKernel.class)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | LinkageError absent) {
            return Optional.empty();
        }
    }

    /** Recursions with the states of a token in one vector; empty where there are none for such a model. */
    default Optional<StatePass> states(ChainTables chain, EmissionScores scores) {
        return Optional.empty();
    }

    /** Most likely paths with the states of a token in vectors; empty where there is nothing for such a model. */
    default Optional<StatePaths> paths(ChainTables chain, EmissionScores scores) {
        return Optional.empty();
    }

    /**
     * A linear map.
     *
     * @param matrix {@code written * states + read}
     */
    LaneMap linear(Bundles bundles, double[] matrix);

    /** The same with maximum for sum and sum for product; minus infinity is nothing. */
    LaneMap best(Bundles bundles, double[] matrix);

    /** Sums, nothing so far, of products of rows on the left with rows on the right. */
    LaneProducts products(Bundles bundles, int left, int right);

    /** Gets rows ready to be read by maps, or to stand on the right of products. */
    void ready(Bundles bundles, double[][] rows);

    /** {@code to = a b} in the first {@code n} lanes of every slot. */
    void times(Bundles bundles, double[][] a, double[][] b, double[][] to, int n);

    /** {@code rows = rows scale}, the scale of one number a lane. */
    void scale(Bundles bundles, double[][] rows, double[] scale, int n);

    /**
     * Likelihoods from log-densities, relative to the largest of each lane.
     *
     * @param rows overwritten
     * @param logs the largest is added here
     * @param least overwritten by the least logarithm where that is less
     */
    void relative(Bundles bundles, double[][] rows, double[] logs, double[] least, int n);

    /**
     * Log-density of a normal law in one lane after another.
     *
     * @param law its inverse root {@code L^-1} and constant are read, not its mean
     * @param rooted {@code L^-1} times the mean
     * @param x coordinates, a row each
     * @param to the row of one state begins at {@code at}
     */
    void logDensity(NormalLaw law, double[] rooted, double[][] x, double[] to, int at, int n);

    /**
     * One step back along the best paths; of several equally good states before, the first.
     *
     * @param saved the best log-probability by state
     * @param logTransposed {@code next * states + now}
     * @param state of each lane after the step, overwritten by that before
     */
    void back(Bundles bundles, double[][] saved, double[] logTransposed, int[] state, int n);
}
