/**
 * Results as a page: one HTML file that opens without a network, with its data and its charts inside. It reads values
 * of {@code core} and computes nothing that a verdict depends on.
 */
@NullMarked
package org.unmask.report;

import org.jspecify.annotations.NullMarked;
