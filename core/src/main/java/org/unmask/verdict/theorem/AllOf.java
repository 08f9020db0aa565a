// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unmask.verdict.Evidence;

/** Every premise, or none. */
final class AllOf {

    private AllOf() {}

    /** The evidence of all premises, when all hold. */
    @SafeVarargs
    static Optional<List<Evidence>> premises(Optional<Evidence>... premises) {
        List<Evidence> out = new ArrayList<>(premises.length);
        for (Optional<Evidence> premise : premises) {
            if (premise.isEmpty()) {
                return Optional.empty();
            }
            out.add(premise.get());
        }
        return Optional.of(out);
    }
}
