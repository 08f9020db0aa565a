// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.Optional;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.rank.FixedEntries;
import org.unmask.verdict.rank.RankFinder;

/**
 * What a verdict calls fixed: everything, nothing, or the entries that no null direction moves.
 *
 * @param all whether every entry is fixed
 * @param entries which are, when not all are; empty for none
 * @param nullity directions that slide
 */
public record FixedMask(boolean all, Optional<FixedEntries> entries, int nullity) {

    /** Every entry counts as fixed. */
    public static final FixedMask ALL = new FixedMask(true, Optional.empty(), 0);

    /**
     * What a verdict calls fixed.
     *
     * @param verdict of the task at the fitted model; undetermined fixes nothing
     * @return the mask; costs an exact rank when the verdict is that there are directions that slide
     */
    public static FixedMask of(Verdict verdict) {
        return verdict.fold(
                yes -> ALL,
                locally -> ALL,
                FixedMask::partly,
                open -> new FixedMask(
                        false,
                        Optional.empty(),
                        open.rank().map(rank -> rank.parameters() - rank.rank()).orElse(0)));
    }

    private static FixedMask partly(Verdict.NotIdentifiable verdict) {
        RankFinder.Found found = RankFinder.STANDARD.find(verdict.question(), () -> false);
        return new FixedMask(
                false,
                Optional.of(FixedEntries.of(verdict.question(), found)),
                verdict.exactRank().nullity());
    }

    boolean transition(int place) {
        return all || entries.map(e -> e.transition().get(place)).orElse(false);
    }

    boolean stationary(int place) {
        return all || entries.map(e -> e.stationary().get(place)).orElse(false);
    }

    boolean emission(int place) {
        return all || entries.map(e -> e.emission().get(place)).orElse(false);
    }

    boolean covariance(int state, int place) {
        return all || entries.map(e -> e.covariances().get(state).get(place)).orElse(false);
    }
}
