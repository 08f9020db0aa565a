// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.Map;

/**
 * A document inside a page whose numbers keep all their digits: a reader copies it out of the page and gives it to a program
 * that refuses a changed digit.
 *
 * @param document maps, lists, texts and numbers; not modified
 */
record Exact(Map<String, Object> document) {}
