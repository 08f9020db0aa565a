// SPDX-License-Identifier: Apache-2.0
/**
 * What a user gives: groups of options that several verbs share, such as {@link org.unmask.cli.option.TaskOptions}, and the
 * files they name, such as {@link org.unmask.cli.option.DataArguments} and {@link org.unmask.cli.option.ModelArgument}, read
 * into values of the library. {@link org.unmask.cli.option.Section} names the heading under which help lists a group.
 */
@NullMarked
package org.unmask.cli.option;

import org.jspecify.annotations.NullMarked;
