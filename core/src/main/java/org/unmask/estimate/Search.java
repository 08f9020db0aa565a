// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.unmask.inference.StopReason;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;

/**
 * The way up from many starts: rounds of short climbs on a sample, each of which keeps the better ones and drops those
 * that have met; then the best few to the top on all the data.
 */
final class Search {

    /** Token steps below which a second thread costs more than it saves. */
    private static final long WORTH_A_THREAD = 20_000_000;

    /** Nats within which two climbs that have not ended may be on the way to the same top. */
    private static final double MEETING = 0.02;

    /** Nats within which two tops are one. */
    private static final double SAME = 0.01;

    /** Share of the log-likelihood that a climb may still make up after screening. */
    private static final double HOPE = 0.005;

    /** EM steps after which a start may be given up as hopeless. */
    private static final int SEEN = 8;

    private static final int ABREAST = 2;

    /** EM steps from a start to the top where states are well apart. */
    private static final int EASY = 24;

    private final Effort effort;
    private final Threads threads;
    private final Clock clock;
    private final Progress progress;
    private final List<StartReport> reports = new ArrayList<>();

    Search(Effort effort, Threads threads, Clock clock, Progress progress) {
        this.effort = effort;
        this.threads = threads;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What a search came to.
     *
     * @param winner the best
     * @param reports of every start, the winner's first
     */
    record Outcome(Candidate winner, List<StartReport> reports) {

        /** This search and a later one as one. */
        Outcome and(Outcome later) {
            boolean better = later.winner.rank() > winner.rank();
            List<StartReport> all = new ArrayList<>(better ? later.reports : reports);
            for (StartReport report : better ? reports : later.reports) {
                all.add(report.stage() == StartReport.Stage.WINNER ? report.beaten() : report);
            }
            return new Outcome(better ? later.winner : winner, all);
        }
    }

    /**
     * Searches.
     *
     * @param starts at least one
     * @param onSample makes a climb on the sample
     * @param onAll makes a climb on all the data
     */
    Outcome from(List<Candidate> starts, Supplier<Climb> onSample, Supplier<Climb> onAll) {
        return finished(screened(starts, effort.rounds(), onSample), onAll);
    }

    /** The best distinct ones after rounds of short climbs; the others are reported. */
    List<Candidate> screened(List<Candidate> starts, List<Effort.Round> rounds, Supplier<Climb> onSample) {
        List<Candidate> left = starts;
        for (Effort.Round round : rounds) {
            if (left.size() > 1) {
                left = kept(
                        climbed(
                                left,
                                onSample,
                                round.steps(),
                                Aim.within(effort.aim().tolerance()),
                                "screening starts"),
                        round.keep());
            }
        }
        return left;
    }

    /** What the best two come to in a few steps more, and the others as they were. */
    List<Candidate> tried(List<Candidate> candidates, Supplier<Climb> onAll) {
        List<Candidate> out = new ArrayList<>(climbed(
                candidates.subList(0, Math.min(ABREAST, candidates.size())),
                onAll,
                Math.max(2, EASY - candidates.get(0).steps()),
                effort.aim(),
                "climbing the likelihood"));
        out.addAll(candidates.subList(out.size(), candidates.size()));
        return out;
    }

    /** Whether the first two of some candidates have come to one top, or there is one that has come to its own. */
    boolean agreed(List<Candidate> candidates) {
        return candidates.get(0).reason() == StopReason.CONVERGED
                && (candidates.size() == 1
                        || (candidates.get(1).reason() == StopReason.CONVERGED
                                && candidates.get(0).meets(candidates.get(1), cachedStates, SAME)));
    }

    /** Takes the likelier of the first two of some candidates, which have agreed. */
    Outcome settled(List<Candidate> candidates) {
        for (Candidate other : candidates.subList(Math.min(ABREAST, candidates.size()), candidates.size())) {
            reports.add(report(other, StartReport.Stage.SCREENED));
        }
        return outcome(sorted(candidates.subList(0, Math.min(ABREAST, candidates.size()))));
    }

    /** Climbs to the top from what is left of the screening. */
    Outcome finished(List<Candidate> left, Supplier<Climb> onAll) {
        return outcome(sorted(tops(left, onAll)));
    }

    /**
     * Goes on from the best top to others beside it, while that leads higher.
     *
     * @param from what was found before
     * @param rounds most of them
     * @param moves starts beside a top, for a round's number
     * @param onSample makes a climb on the sample
     * @param onAll makes a climb on all the data
     */
    Outcome besides(
            Outcome from,
            int rounds,
            BiFunction<Candidate, Integer, List<Candidate>> moves,
            Supplier<Climb> onSample,
            Supplier<Climb> onAll) {
        Outcome outcome = from;
        for (int round = 0; round < rounds; round++) {
            double before = outcome.winner().rank();
            outcome = outcome.and(new Search(effort.beside(), threads, clock, progress)
                    .from(moves.apply(outcome.winner(), round), onSample, onAll));
            if (!(outcome.winner().rank() > before + SAME)) {
                break;
            }
        }
        return outcome;
    }

    private Outcome outcome(List<Candidate> left) {
        Candidate winner = left.get(0);
        List<StartReport> last = new ArrayList<>();
        last.add(report(winner, StartReport.Stage.WINNER));
        for (Candidate other : left.subList(1, left.size())) {
            boolean same = other.meets(winner, cachedStates, SAME);
            last.add(report(other, same ? StartReport.Stage.DUPLICATE : StartReport.Stage.CLIMBED));
        }
        Collections.reverse(reports);
        last.addAll(reports);
        return new Outcome(winner, last);
    }

    /** Climbs to the top two at a time, until the best two are the same or all have been tried. */
    private List<Candidate> tops(List<Candidate> finalists, Supplier<Climb> onAll) {
        List<Candidate> tops = new ArrayList<>();
        for (int n = 0; n < finalists.size(); n += ABREAST) {
            List<Candidate> next = finalists.subList(n, Math.min(finalists.size(), n + ABREAST));
            tops.addAll(climbed(next, onAll, effort.maxSteps(), effort.aim(), "climbing the likelihood"));
            tops = sorted(tops);
            if (effort.agreement() && tops.size() > 1 && tops.get(0).meets(tops.get(1), cachedStates, SAME)) {
                for (Candidate other : finalists.subList(n + next.size(), finalists.size())) {
                    reports.add(report(other, StartReport.Stage.SCREENED));
                }
                break;
            }
        }
        return tops;
    }

    private int cachedStates = -1;

    private List<Candidate> climbed(List<Candidate> starts, Supplier<Climb> climbs, int steps, Aim aim, String phase) {
        Climb first = climbs.get();
        cachedStates = first.states;
        long work = (long) starts.size() * Math.min(steps, 200) * first.tokens();
        int workers = work < WORTH_A_THREAD ? 1 : Math.min(threads.count(), starts.size());
        progress.at(phase, 0, starts.size());
        List<List<Candidate>> shares = new Threads(workers).map(workers, worker -> {
            Climb climb = worker == 0 ? first : climbs.get();
            List<Candidate> out = new ArrayList<>();
            for (int s = worker; s < starts.size(); s += workers) {
                Candidate start = starts.get(s);
                if (start.reason() == StopReason.NON_FINITE || !climb.accept(start.theta())) {
                    out.add(start);
                } else {
                    out.add(start.after(
                            climb,
                            climb.laws()
                                    ? RootAscent.climb(climb, steps, aim, clock)
                                    : Ascent.climb(climb, steps, aim, clock)));
                }
                progress.at(phase, Math.min(starts.size(), (long) out.size() * workers), starts.size());
            }
            return out;
        });
        List<Candidate> all = new ArrayList<>();
        for (int s = 0; s < starts.size(); s++) {
            all.add(shares.get(s % workers).get(s / workers));
        }
        return all;
    }

    /** What a start must have reached not to be given up, where two agreeing tops end the search. */
    private double hope(double best) {
        return effort.agreement() ? best - Math.max(10, HOPE * Math.abs(best)) : Double.NEGATIVE_INFINITY;
    }

    /** The best distinct ones; the others are reported. */
    private List<Candidate> kept(List<Candidate> candidates, int count) {
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : sorted(candidates)) {
            boolean met = kept.stream().anyMatch(other -> candidate.meets(other, cachedStates, MEETING));
            boolean hopeless = !kept.isEmpty()
                    && candidate.steps() >= SEEN
                    && candidate.logLikelihood() < hope(kept.get(0).logLikelihood());
            if (!met && !hopeless && kept.size() < count) {
                kept.add(candidate);
            } else {
                reports.add(report(candidate, met ? StartReport.Stage.DUPLICATE : StartReport.Stage.SCREENED));
            }
        }
        return kept;
    }

    private static List<Candidate> sorted(List<Candidate> candidates) {
        List<Candidate> out = new ArrayList<>(candidates);
        out.sort(Comparator.comparingDouble(Candidate::rank).reversed());
        return out;
    }

    private static StartReport report(Candidate candidate, StartReport.Stage stage) {
        return new StartReport(
                candidate.name(),
                stage,
                candidate.maskedLoss(),
                candidate.logLikelihood(),
                candidate.steps(),
                candidate.reason(),
                candidate.curve());
    }
}
