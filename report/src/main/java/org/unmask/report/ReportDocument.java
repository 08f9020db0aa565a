// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A page before it is written: what it is about, its parts, and how to make it again.
 *
 * @param title heading
 * @param lead the answer in a sentence or two
 * @param sections parts, in order
 * @param provenance what made it: versions, options, seed, digests of inputs
 * @param command the command that makes it again
 */
public record ReportDocument(
        String title, String lead, List<Section> sections, Map<String, Object> provenance, String command) {

    private static final List<String> SCRIPTS = List.of("page.js", "graph.js", "charts.js", "text.js");
    private static final String LAST_SCRIPT = "sections.js";

    /** Parts that the chart library draws; a page without them does not carry it. */
    private static final Set<Class<? extends Section>> CHARTS = Set.of(
            Section.HeatMap.class,
            Section.DecodedSeries.class,
            Section.StateTrack.class,
            Section.Lines.class,
            Section.Bars.class);

    /** Parts with a script and a style of their own, and their names. */
    private static final Map<Class<? extends Section>, String> PARTS = Map.of(
            AtlasTable.class, "atlas",
            ErrorsView.class, "trails",
            ExplorerView.class, "explorer",
            TrailsView.class, "trails");

    /** Keeps the parts as they are now. */
    public ReportDocument {
        sections = List.copyOf(sections);
        provenance = new LinkedHashMap<>(provenance);
    }

    /**
     * The page as one HTML file.
     *
     * @return UTF-8 text without references to anything outside
     */
    public String html() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("title", title);
        data.put("lead", lead);
        data.put("sections", sections.stream().map(Section::tree).toList());
        data.put("provenance", provenance);
        data.put("command", command);
        List<String> parts = sections.stream()
                .map(section -> PARTS.getOrDefault(section.getClass(), ""))
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
        List<String> scripts = new ArrayList<>(SCRIPTS);
        if (parts.contains("explorer")) {
            scripts.add("plot.js");
        }
        parts.forEach(name -> scripts.add(name + ".js"));
        scripts.add(LAST_SCRIPT);
        List<String> styles = new ArrayList<>(List.of("page.css"));
        parts.forEach(name -> styles.add(name + ".css"));
        boolean charts = sections.stream().anyMatch(section -> CHARTS.contains(section.getClass()));
        return Page.html(title, data, new Page.Look(styles, scripts, charts));
    }
}
