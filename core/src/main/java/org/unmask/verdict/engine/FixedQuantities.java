// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import java.util.List;
import org.unmask.verdict.Fixed;
import org.unmask.verdict.Question;
import org.unmask.verdict.rank.RankFinder;

final class FixedQuantities {
    private FixedQuantities() {}

    static List<Fixed> of(Question question, RankFinder.Found found) {
        return List.of();
    }
}
