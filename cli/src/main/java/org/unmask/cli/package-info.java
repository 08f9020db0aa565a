/**
 * The command line: each verb turns its options into one call of the library and prints the answer. Data goes to
 * standard output, talk and progress go to standard error.
 */
@NullMarked
package org.unmask.cli;

import org.jspecify.annotations.NullMarked;
