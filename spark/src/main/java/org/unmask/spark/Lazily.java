// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.util.Iterator;
import java.util.function.Function;

/** One after the other, so that a task holds one part at a time. */
final class Lazily {

    private Lazily() {}

    static <A, B> Iterator<B> map(Iterator<A> from, Function<? super A, ? extends B> each) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return from.hasNext();
            }

            @Override
            public B next() {
                return each.apply(from.next());
            }
        };
    }
}
