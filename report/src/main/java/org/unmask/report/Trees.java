// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records as trees of maps and lists, components by their names; what is {@link Exact} stays so. */
final class Trees {

    private Trees() {}

    /** The value of a record's component, records inside it turned into maps. */
    static @Nullable Object of(RecordComponent component, Object holder) {
        try {
            component.getAccessor().setAccessible(true);
            return of(component.getAccessor().invoke(holder));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? of(optional.get()) : null;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Trees::of).toList();
        }
        if (value instanceof Record item && !(item instanceof Exact)) {
            Map<String, Object> tree = new LinkedHashMap<>();
            for (RecordComponent component : item.getClass().getRecordComponents()) {
                tree.put(component.getName(), of(component, item));
            }
            return tree;
        }
        return value;
    }
}
