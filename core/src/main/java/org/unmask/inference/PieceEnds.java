// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unmask.parallel.Threads;

/**
 * What is known at the ends of the pieces of sequences that were cut, exactly. Forward and backward recursions are linear:
 * every piece is run from each state it may follow, all pieces side by side, which gives its {@code k x k} transfer
 * matrix; a walk over these matrices then gives the law before each piece and the likelihood of what comes after it. This
 * costs {@code k} forward passes more and lets one long sequence fill all lanes and threads.
 */
final class PieceEnds {

    /** Weights further apart than this, in nats, might hide a state behind underflow. */
    private static final double APART = 400;

    private final ChainTables chain;
    private final int k;
    /** For each piece the law of the state before it, empty for the first of a sequence. */
    private final Map<LanePlan.Stretch, double[]> before = new HashMap<>();
    /** For each piece the likelihood of what comes after it, by its last state. */
    private final Map<LanePlan.Stretch, double[]> after = new HashMap<>();

    private final List<Double> logLikelihoods = new ArrayList<>();

    private PieceEnds(ChainTables chain) {
        this.chain = chain;
        this.k = chain.states;
    }

    /**
     * One run of one piece.
     *
     * @param place among all runs: pieces in the order of the plan, a run for each state before a piece, one for the first of
     *     a sequence
     * @param stretch the piece
     * @param state before it; of no meaning where the piece starts from the initial law
     */
    private record Run(int place, LanePlan.Stretch stretch, int state) {}

    /** Where a run ended. */
    private static final class End {
        private final double[] law;
        private final double log;

        End(double[] law, double log) {
            this.law = law;
            this.log = log;
        }
    }

    /** With more states than this, transfer matrices cost more than lanes save. */
    private static final int MOST_STATES = 16;

    /** The ends of all pieces of a plan; empty when scaling is not safe, and where there are too many states. */
    static Optional<PieceEnds> of(
            ChainTables chain, EmissionScores scores, LanePlan plan, LaneTables.Pool pool, Threads threads) {
        if (chain.states > MOST_STATES) {
            return Optional.empty();
        }
        List<Run> runs = new ArrayList<>();
        for (List<LanePlan.Stretch> pieces : plan.pieces()) {
            for (LanePlan.Stretch stretch : pieces) {
                for (int i = 0; i < (stretch.piece() == 0 ? 1 : chain.states); i++) {
                    runs.add(new Run(runs.size(), stretch, i));
                }
            }
        }
        runs.sort(java.util.Comparator.comparingInt(
                run -> run.stretch().from() - run.stretch().to()));
        int lanes = Bundles.LANES;
        int blocks = (runs.size() + lanes - 1) / lanes;
        End[] ends = new End[runs.size()];
        List<Boolean> safe = threads.map(
                blocks,
                n -> run(chain, scores, runs.subList(n * lanes, Math.min((n + 1) * lanes, runs.size())), pool, ends));
        PieceEnds out = new PieceEnds(chain);
        int at = 0;
        for (List<LanePlan.Stretch> pieces : plan.pieces()) {
            int next = at + 1 + (pieces.size() - 1) * chain.states;
            if (safe.contains(false) || !out.walk(pieces, ends, at)) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.of(out);
    }

    /** Makes some runs and puts where they ended in their places; false when scaling is not safe. */
    private static boolean run(
            ChainTables chain, EmissionScores scores, List<Run> runs, LaneTables.Pool pool, End[] ends) {
        int k = chain.states;
        LaneTables tables = pool.take(k);
        LanePass pass =
                new LanePass(chain, LaneEmission.of(scores, tables.kernel).orElseThrow(), tables);
        double[][] predicted = Bundles.single(k);
        for (int l = 0; l < runs.size(); l++) {
            Run run = runs.get(l);
            for (int j = 0; j < k; j++) {
                predicted[j][l] = run.stretch().piece() == 0 ? chain.initial[j] : chain.transition[run.state() * k + j];
            }
        }
        Lanes lanes =
                LanePlan.Block.of(runs.stream().map(Run::stretch).toList()).lanes();
        boolean safe = pass.forward(lanes, predicted, false);
        for (int l = 0; l < runs.size() && safe; l++) {
            double[] law = new double[k];
            pass.last(l, law);
            ends[runs.get(l).place()] = new End(law, pass.logs()[l]);
        }
        pool.give(tables);
        return safe;
    }

    /** Forward over the pieces of one sequence, then back; false when it is impossible or weights lie too far apart. */
    private boolean walk(List<LanePlan.Stretch> pieces, End[] ends, int from) {
        End first = ends[from];
        double log = first.log;
        double[] law = first.law;
        double[][] factors = new double[pieces.size()][k];
        for (int p = 1; p < pieces.size(); p++) {
            before.put(pieces.get(p), law);
            int runs = from + 1 + (p - 1) * k;
            double max = Double.NEGATIVE_INFINITY;
            double min = Double.POSITIVE_INFINITY;
            for (int i = 0; i < k; i++) {
                double weight = ends[runs + i].log;
                max = Math.max(max, weight);
                min = weight == Double.NEGATIVE_INFINITY ? min : Math.min(min, weight);
            }
            if (max == Double.NEGATIVE_INFINITY || max - min > APART) {
                return false;
            }
            double[] next = new double[k];
            double sum = 0;
            for (int i = 0; i < k; i++) {
                End end = ends[runs + i];
                factors[p][i] = Math.exp(end.log - max);
                double share = law[i] * factors[p][i];
                sum += share;
                for (int j = 0; j < k; j++) {
                    next[j] += share * end.law[j];
                }
            }
            log += max + Math.log(sum);
            for (int j = 0; j < k; j++) {
                next[j] /= sum;
            }
            law = next;
        }
        double[] later = new double[k];
        Arrays.fill(later, 1);
        for (int p = pieces.size() - 1; p >= 0; p--) {
            after.put(pieces.get(p), later);
            double[] now = new double[k];
            double max = 0;
            for (int i = 0; i < k && p > 0; i++) {
                End end = ends[from + 1 + (p - 1) * k + i];
                for (int j = 0; j < k; j++) {
                    now[i] += factors[p][i] * end.law[j] * later[j];
                }
                max = Math.max(max, now[i]);
            }
            for (int i = 0; i < k && p > 0; i++) {
                now[i] /= max;
            }
            later = now;
        }
        logLikelihoods.add(log);
        return Double.isFinite(log);
    }

    /** Log-likelihood of each sequence that was cut, in the order of the plan. */
    List<Double> logLikelihoods() {
        return logLikelihoods;
    }

    /** Law of the state before a piece; empty for the first of a sequence. */
    Optional<double[]> before(LanePlan.Stretch stretch) {
        return Optional.ofNullable(before.get(stretch));
    }

    /** The law of the first state of a stretch before its first token is seen. */
    double[] predicted(LanePlan.Stretch stretch) {
        return before(stretch)
                .map(law -> {
                    double[] out = new double[k];
                    for (int n = 0; n < k * k; n++) {
                        out[n % k] += law[n / k] * chain.transition[n];
                    }
                    return out;
                })
                .orElseGet(chain.initial::clone);
    }

    /** Writes it into one lane. */
    void predicted(LanePlan.Stretch stretch, int lane, double[][] out) {
        double[] law = predicted(stretch);
        for (int j = 0; j < k; j++) {
            out[j][lane] = law[j];
        }
    }

    /** The likelihood of what comes after a stretch by its last state; ones at the end. */
    double[] after(LanePlan.Stretch stretch) {
        double[] ones = new double[k];
        Arrays.fill(ones, 1);
        return after.getOrDefault(stretch, ones);
    }

    /** Writes it into one lane. */
    void after(LanePlan.Stretch stretch, int lane, double[][] out) {
        double[] found = after(stretch);
        for (int i = 0; i < k; i++) {
            out[i][lane] = found[i];
        }
    }

    /** Sets the law of the state before a piece. */
    void putBefore(LanePlan.Stretch stretch, double[] law) {
        before.put(stretch, law);
    }

    /** Sets the likelihood of what comes after a piece by its last state. */
    void putAfter(LanePlan.Stretch stretch, double[] likelihood) {
        after.put(stretch, likelihood);
    }

    /** The ends of whole sequences: nothing before, nothing after. */
    static PieceEnds none(ChainTables chain) {
        return new PieceEnds(chain);
    }
}
