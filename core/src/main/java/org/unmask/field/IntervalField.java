// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import org.hipparchus.Field;

/** The number system of {@link Interval}; no field in the strict sense, as differences do not cancel. */
public enum IntervalField implements Field<Interval> {
    /** The only one. */
    INSTANCE;

    @Override
    public Interval getZero() {
        return Interval.of(0);
    }

    @Override
    public Interval getOne() {
        return Interval.of(1);
    }

    @Override
    public Class<Interval> getRuntimeClass() {
        return Interval.class;
    }
}
