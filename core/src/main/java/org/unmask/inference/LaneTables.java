// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The large tables of one thread, rows of one number a lane, grown when needed and used again. */
final class LaneTables {

    private final int stride;
    private double[][] alpha = {};
    private double[][] like = {};
    private double[][] inverse = {};

    LaneTables(int stride) {
        this.stride = stride;
    }

    /** Tables that wait for a thread to use them. */
    static final class Pool {

        private final ConcurrentLinkedDeque<LaneTables> free = new ConcurrentLinkedDeque<>();

        LaneTables take(int stride) {
            LaneTables tables = free.pollFirst();
            return tables == null || tables.stride != stride ? new LaneTables(stride) : tables;
        }

        void give(LaneTables tables) {
            free.addFirst(tables);
        }
    }

    /** Rows of zeros. */
    static double[][] rows(int count, int stride) {
        return new double[count][stride];
    }

    private double[][] grown(double[][] rows, int count) {
        if (rows.length >= count) {
            return rows;
        }
        List<double[]> more = new ArrayList<>(List.of(rows));
        while (more.size() < count) {
            more.add(new double[stride]);
        }
        return more.toArray(new double[0][]);
    }

    void reserve(int forAlpha, int forLike, int forInverse) {
        alpha = grown(alpha, forAlpha);
        like = grown(like, forLike);
        inverse = grown(inverse, forInverse);
    }

    /** {@code step * states + state}. */
    double[][] alpha() {
        return alpha;
    }

    /** {@code step * states + state}. */
    double[][] like() {
        return like;
    }

    /** One row for each scaling. */
    double[][] inverse() {
        return inverse;
    }
}
