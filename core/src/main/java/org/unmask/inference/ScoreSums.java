// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.List;
import org.unmask.data.Sequences;
import org.unmask.matrix.Matrix;

/**
 * The score of the likelihood along the data. The derivative of {@code log p(token | tokens before)} is carried with the
 * filter, so under a true model the scores of tokens are martingale differences and their sum is the gradient. They are
 * summed over stretches of the data, whose spread then shows the variance of the sum whatever dependence is left when the
 * model is wrong. Cost {@code tokens directions states^2}.
 */
public final class ScoreSums {

    private final int k;
    private final int size;
    private final EmissionScores scores;
    private final TokenScores emission;
    private final double[] transition;
    /** {@code p * k * k + i * k + j} for directions of the chain. */
    private final double[] byTransition;

    private final double[] byInitial;
    private final double[] law;
    private final double[] alpha;
    private final double[] next;
    /** {@code p * k + i}. */
    private final double[] tangent;

    private final double[] own;
    private final double[] byToken;
    private final double[] density;
    private final double[] shift = new double[1];
    private final double[] score;

    private ScoreSums(LocalCoordinates coordinates, Sequences sequences) {
        this.k = coordinates.model().states();
        this.size = coordinates.size();
        this.scores = EmissionScores.of(coordinates.model().emission(), sequences);
        int emissionStart = k * k + (coordinates.initial() == InitialLaw.FREE ? k : 0);
        this.emission = TokenScores.of(coordinates, scores, sequences, emissionStart);
        this.transition = coordinates.model().transition().matrix().toArray();
        this.byTransition = coordinates.jacobian().transition().transpose().toArray();
        this.byInitial = coordinates.jacobian().initial().transpose().toArray();
        this.law = coordinates.model().initial().toArray();
        this.alpha = new double[k];
        this.next = new double[k];
        this.tangent = new double[size * k];
        this.own = new double[k];
        this.byToken = new double[(size - emission.first) * k];
        this.density = new double[k];
        this.score = new double[size];
    }

    /**
     * Sums of scores over stretches.
     *
     * @param coordinates where the scores are taken, and by what
     * @param sequences data of the model's kind
     * @param stretch tokens of a stretch, at least 1; stretches go on across the ends of sequences
     * @return one row for each stretch, one column for each coordinate
     * @throws IllegalArgumentException when a sequence is impossible under the model
     */
    public static Matrix of(LocalCoordinates coordinates, Sequences sequences, int stretch) {
        ScoreSums pass = new ScoreSums(coordinates, sequences);
        List<double[]> rows = new ArrayList<>();
        double[] sum = new double[pass.size];
        int held = 0;
        for (int s = 0; s < sequences.count(); s++) {
            for (int t = sequences.start(s); t < sequences.end(s); t++) {
                pass.step(t, t == sequences.start(s), s);
                for (int p = 0; p < pass.size; p++) {
                    sum[p] += pass.score[p];
                }
                if (++held == stretch) {
                    rows.add(sum);
                    sum = new double[pass.size];
                    held = 0;
                }
            }
        }
        if (held > 0) {
            rows.add(sum);
        }
        return pass.size == 0 || rows.isEmpty()
                ? Matrix.zero(rows.size(), pass.size)
                : Matrix.ofRows(rows.toArray(new double[0][]));
    }

    /** One token: filter and its derivatives before it become those after it. */
    private void step(int token, boolean begins, int sequence) {
        scores.likelihoods(token, token + 1, density, shift);
        emission.at(token, byToken);
        double total = 0;
        for (int j = 0; j < k; j++) {
            double before = 0;
            if (begins) {
                before = law[j];
            } else {
                for (int i = 0; i < k; i++) {
                    before += alpha[i] * transition[i * k + j];
                }
            }
            next[j] = before * density[j];
            total += next[j];
        }
        if (!(total > 0)) {
            throw SequencePasses.impossible(sequence);
        }
        for (int j = 0; j < k; j++) {
            next[j] /= total;
            density[j] /= total;
        }
        for (int p = 0; p < size; p++) {
            move(p, begins);
        }
        System.arraycopy(next, 0, alpha, 0, k);
    }

    private void move(int p, boolean begins) {
        boolean chain = p < emission.first;
        int moves = p * k * k;
        double change = 0;
        for (int j = 0; j < k; j++) {
            double sum = 0;
            if (begins) {
                sum = byInitial[p * k + j];
            } else {
                for (int i = 0; i < k; i++) {
                    sum += tangent[p * k + i] * transition[i * k + j];
                }
                if (chain) {
                    for (int i = 0; i < k; i++) {
                        sum += alpha[i] * byTransition[moves + i * k + j];
                    }
                }
            }
            sum *= density[j];
            if (!chain) {
                sum += next[j] * byToken[(p - emission.first) * k + j];
            }
            own[j] = sum;
            change += sum;
        }
        score[p] = change;
        for (int j = 0; j < k; j++) {
            tangent[p * k + j] = own[j] - next[j] * change;
        }
    }
}
