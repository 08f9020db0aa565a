// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

/**
 * One of the standard workloads: A categorical, 5 states, 50 symbols, 1,000 sequences of 1,000; B Gaussian, 5 states, 8
 * dimensions, the same lengths; C categorical, 20 states, 50 symbols, 200 sequences of 1,000.
 *
 * @param name {@code A}, {@code B}, {@code B-full} or {@code C}
 * @param truth the model that the data come from
 * @param start where EM starts
 * @param sequences the data
 */
public record Workload(String name, Hmm truth, Hmm start, Sequences sequences) {

    /** Names of all of them. */
    static final List<String> NAMES = List.of("A", "B", "B-full", "C");

    private static final int LENGTH = 1000;

    /**
     * Reads a workload as {@code bench/compare/workloads.py} writes it.
     *
     * @param directory where its files are
     * @param name {@code A}, {@code B}, {@code B-full} or {@code C}
     * @return the workload
     * @throws IOException when a file cannot be read
     */
    public static Workload read(Path directory, String name) throws IOException {
        String tag = name.substring(0, 1);
        Probabilities initial = Probabilities.of(doubles(directory, tag + "_pi"));
        int k = initial.size();
        StochasticMatrix transition = StochasticMatrix.of("transition", square(directory, tag + "_T", k));
        Probabilities initial0 = Probabilities.of(doubles(directory, tag + "_pi0"));
        StochasticMatrix transition0 = StochasticMatrix.of("transition", square(directory, tag + "_T0", k));
        if (tag.equals("B")) {
            double[] values = doubles(directory, "B_obs");
            Matrix means = Matrix.of(k, 8, doubles(directory, "B_M"));
            Matrix means0 = Matrix.of(k, 8, doubles(directory, "B_M0"));
            return new Workload(
                    name,
                    new Hmm(initial, transition, gaussian(name, means)),
                    new Hmm(initial0, transition0, gaussian(name, means0)),
                    PointSequences.of(8, values, ends(values.length / 8)));
        }
        int[] codes = ints(directory, tag + "_obs");
        Alphabet alphabet = Alphabet.numbered(50);
        Emission emission = categorical(alphabet, Matrix.of(k, 50, doubles(directory, tag + "_O")));
        Emission emission0 = categorical(alphabet, Matrix.of(k, 50, doubles(directory, tag + "_O0")));
        return new Workload(
                name,
                new Hmm(initial, transition, emission),
                new Hmm(initial0, transition0, emission0),
                SymbolSequences.of(alphabet, codes, ends(codes.length)));
    }

    /**
     * Makes a workload of the same shape without files.
     *
     * @param name {@code A}, {@code B}, {@code B-full} or {@code C}
     * @return the workload, the same at every call
     */
    public static Workload made(String name) {
        Seed seed = new Seed(1).split(name.substring(0, 1));
        RandomGenerator random = seed.generator();
        int k = name.equals("C") ? 20 : 5;
        int count = name.equals("C") ? 200 : 1000;
        Hmm truth = random(random, name, k, 0.6, 0.5, 1);
        Hmm start = random(random, name, k, 0, 5, 1);
        Sequences sequences =
                Simulator.draw(truth, count, LENGTH, seed, Threads.ONE).sequences();
        return new Workload(name, truth, start, sequences);
    }

    /**
     * The same with fewer sequences.
     *
     * @param count how many at most
     * @return the first ones
     */
    public Workload first(int count) {
        if (count >= sequences.count()) {
            return this;
        }
        return new Workload(name, truth, start, sequences.slice(0, count));
    }

    private static Hmm random(
            RandomGenerator random, String name, int k, double stay, double concentration, double spread) {
        Matrix transition = rows(random, k, k, 1);
        Matrix sticky = Matrix.generate(k, k, (i, j) -> (i == j ? stay : 0) + (1 - stay) * transition.get(i, j));
        Emission emission = name.startsWith("B")
                ? gaussian(name, Matrix.generate(k, 8, (i, j) -> spread * random.nextGaussian()))
                : categorical(Alphabet.numbered(50), rows(random, k, 50, concentration));
        return new Hmm(
                Probabilities.of(rows(random, 1, k, 5).toArray()),
                StochasticMatrix.normalized("transition", sticky),
                emission);
    }

    /** Rows of Dirichlet weights with a small whole or half concentration, as sums of gamma draws. */
    private static Matrix rows(RandomGenerator random, int rows, int columns, double concentration) {
        Matrix weights = Matrix.generate(rows, columns, (i, j) -> {
            double sum = concentration % 1 == 0 ? 0 : random.nextGaussian();
            sum = sum * sum / 2;
            for (int whole = 0; whole < (int) concentration; whole++) {
                sum -= Math.log(1 - random.nextDouble());
            }
            return sum + 1e-9;
        });
        return StochasticMatrix.normalized("weights", weights).matrix();
    }

    private static Emission categorical(Alphabet alphabet, Matrix rows) {
        return new Categorical(alphabet, StochasticMatrix.of("emission", rows));
    }

    private static Emission gaussian(String name, Matrix means) {
        CovarianceShape shape =
                name.equals("B-full") ? CovarianceShape.FULL_PER_STATE : CovarianceShape.DIAGONAL_PER_STATE;
        return new Gaussian(
                means, new Covariances(shape, Collections.nCopies(means.rows(), Matrix.identity(means.columns()))));
    }

    private static int[] ends(int tokens) {
        int[] ends = new int[tokens / LENGTH];
        for (int s = 0; s < ends.length; s++) {
            ends[s] = (s + 1) * LENGTH;
        }
        return ends;
    }

    private static Matrix square(Path directory, String name, int k) throws IOException {
        return Matrix.of(k, k, doubles(directory, name));
    }

    private static ByteBuffer bytes(Path directory, String name) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(directory.resolve(name + ".bin")))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static double[] doubles(Path directory, String name) throws IOException {
        ByteBuffer bytes = bytes(directory, name);
        double[] out = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(out);
        return out;
    }

    private static int[] ints(Path directory, String name) throws IOException {
        ByteBuffer bytes = bytes(directory, name);
        int[] out = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(out);
        return out;
    }
}
