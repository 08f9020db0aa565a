// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where sequences come from.
 *
 * @param source the file as it was named, or "standard input"
 * @param sha256 digest of its bytes as they lie there
 * @param format how it was read
 * @param columns names of the columns; empty for texts
 * @param transforms what was done to columns, in this order
 * @param standards what columns were standardized by, if they were
 * @param tokens number of tokens, missing ones included
 * @param sequences number of sequences
 * @param missing number of missing tokens, for points of missing coordinates; -1 when the data were only streamed
 */
public record DataProvenance(
        String source,
        String sha256,
        DataFormat format,
        List<String> columns,
        List<Transform> transforms,
        Optional<Standards> standards,
        long tokens,
        long sequences,
        long missing) {

    /** Copies the lists. */
    public DataProvenance {
        columns = List.copyOf(columns);
        transforms = List.copyOf(transforms);
    }

    /**
     * The document.
     *
     * @return its fields in their order
     */
    public Map<String, Object> document() {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("source", source);
        out.put("sha256", sha256);
        out.put("format", format.word());
        if (!columns.isEmpty()) {
            out.put("columns", columns);
        }
        if (!transforms.isEmpty()) {
            out.put("transforms", transforms.stream().map(Transform::word).toList());
        }
        standards.ifPresent(known -> {
            out.put("means", known.means());
            out.put("deviations", known.deviations());
        });
        out.put("tokens", tokens);
        out.put("sequences", sequences);
        if (missing >= 0) {
            out.put("missing", missing);
        }
        return out;
    }
}
