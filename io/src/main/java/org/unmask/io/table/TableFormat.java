// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.table;

/** How a table is written down. */
public enum TableFormat {
    /** Comma-separated values (RFC 4180); semicolons when the first line has no comma but semicolons. */
    CSV,
    /** Values separated by tabs, quoted like CSV. */
    TSV,
    /** One JSON object a line. */
    JSONL,
    /** Apache Parquet. */
    PARQUET
}
