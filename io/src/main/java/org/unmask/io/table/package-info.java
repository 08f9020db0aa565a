// SPDX-License-Identifier: Apache-2.0
/**
 * Tables in and out. {@link org.unmask.io.table.TableSource} reads columns of numbers or of symbols: CSV and TSV by a small
 * strict reader of its own, which starts at once, and JSON lines, Parquet and queries by DuckDB, which is loaded only then.
 * {@link org.unmask.io.table.CsvWriter} writes CSV that no spreadsheet takes for formulas.
 */
@NullMarked
package org.unmask.io.table;

import org.jspecify.annotations.NullMarked;
