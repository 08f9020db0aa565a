// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: each verb turns its options into one call of the library and prints the answer. Data goes to
 * standard output, talk and progress go to standard error.
 *
 * <p>The rooms, each using only those before it: {@code terminal} (what a person sees), {@code answer} (answers in words
 * and as documents), {@code option} (options and the files they name), and this one, where the verbs are.
 */
@NullMarked
package org.unmask.cli;

import org.jspecify.annotations.NullMarked;
