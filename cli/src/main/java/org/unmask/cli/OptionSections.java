// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unmask.cli.option.Section;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a verb by what they are about: its own first, those of every verb last. */
final class OptionSections {

    private static final String OWN = "Options";
    private static final String SHARED = "Every verb";

    private OptionSections() {}

    /**
     * The options that are not hidden under their headings.
     *
     * @param spec a verb, or the root
     * @return headings in the order of their first option, each with its options
     */
    static Map<String, List<OptionSpec>> of(CommandSpec spec) {
        Map<String, List<OptionSpec>> out = new LinkedHashMap<>();
        out.put(OWN, new ArrayList<>());
        List<OptionSpec> shared = new ArrayList<>();
        for (OptionSpec option : inOrder(spec)) {
            String heading = heading(option);
            List<OptionSpec> section =
                    heading.equals(SHARED) ? shared : out.computeIfAbsent(heading, key -> new ArrayList<>());
            section.add(option);
        }
        out.put(SHARED, shared);
        out.values().removeIf(List::isEmpty);
        return out;
    }

    private static List<OptionSpec> inOrder(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparingInt(OptionSpec::order))
                .toList();
    }

    /** Those of picocli itself are help and version. */
    private static String heading(OptionSpec option) {
        Class<?> owner = option.userObject() instanceof Member member ? member.getDeclaringClass() : Verb.class;
        if (owner == Verb.class || owner.getName().startsWith("picocli.")) {
            return SHARED;
        }
        return Optional.ofNullable(owner.getAnnotation(Section.class))
                .map(Section::value)
                .orElse(OWN);
    }

    /**
     * The list of options of a help.
     *
     * @param help of a verb, or of the root
     * @return each section with its heading, after an empty line
     */
    static String rendered(Help help) {
        List<OptionSpec> all = help.commandSpec().options();
        StringBuilder out = new StringBuilder();
        of(help.commandSpec()).forEach((heading, options) -> {
            Help.Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
            layout.addAllOptions(options, help.parameterLabelRenderer());
            out.append(System.lineSeparator())
                    .append(heading)
                    .append(':')
                    .append(System.lineSeparator())
                    .append(layout);
        });
        return out.toString();
    }
}
