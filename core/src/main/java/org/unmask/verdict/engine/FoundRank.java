// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import java.util.Optional;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.rank.RankFinder;

/**
 * What a verdict needs of a rank.
 *
 * @param rank the exact rank
 * @param complete false when it is a lower bound only
 * @param span where it was found in this process
 */
record FoundRank(ExactRank rank, boolean complete, Optional<RankFinder.Found> span) {

    static FoundRank of(RankFinder.Found found) {
        return new FoundRank(found.rank(), found.complete(), Optional.of(found));
    }
}
