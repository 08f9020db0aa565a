// SPDX-License-Identifier: Apache-2.0
/**
 * What a person sees: data on standard output and talk on standard error through {@link
 * org.unmask.cli.terminal.Console}, columns in a {@link org.unmask.cli.terminal.TextTable}, numbers of a readable length,
 * and symbols without a character that would steer the terminal. This room knows of no verb.
 */
@NullMarked
package org.unmask.cli.terminal;

import org.jspecify.annotations.NullMarked;
