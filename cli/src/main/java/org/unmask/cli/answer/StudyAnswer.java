// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.List;
import java.util.Map;
import org.unmask.cli.terminal.TextTable;

/**
 * What a study came to, for a person and for a program.
 *
 * @param table one line for each thing looked at
 * @param rows the same as fields of a document
 * @param totals what all of them come to, as fields of a document
 * @param remarks the same in words
 */
public record StudyAnswer(
        TextTable table, List<Map<String, Object>> rows, Map<String, Object> totals, List<String> remarks) {}
