package io.github.nnc.importer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repetition whose iterations are numbered modules of the graph, one behind the other.
 *
 * @param name of all of them: that of the list where the numbers begin with 0, otherwise that of the first
 * @param first the path of the first
 */
record RepeatModules(String name, String first) {

    private static final Pattern NUMBER = Pattern.compile("\\.([0-9]{1,6})(?=\\.|$)");

    /** The modules of a repetition; empty where something in it belongs to none of them. */
    static Optional<RepeatModules> of(Part.Repeat repeat, Modules modules) {
        List<String> paths = paths(repeat.iterations().get(0), modules);
        Matcher number = NUMBER.matcher(paths.isEmpty() ? "" : paths.get(0));
        while (number.find()) {
            String list = paths.get(0).substring(0, number.start());
            int begin = Integer.parseInt(number.group(1));
            if (areNumbered(repeat, modules, list, begin)) {
                String first = list + "." + begin;
                return Optional.of(new RepeatModules(begin == 0 ? list : first, first));
            }
        }
        return Optional.empty();
    }

    private static boolean areNumbered(Part.Repeat repeat, Modules modules, String list, int begin) {
        for (int i = 0; i < repeat.iterations().size(); i++) {
            String module = list + "." + (begin + i) + ".";
            if (!paths(repeat.iterations().get(i), modules).stream().allMatch(path -> path.startsWith(module))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> paths(List<Part> iteration, Modules modules) {
        return iteration.stream()
                .flatMap(Part::items)
                .flatMap(item -> modules.path(item).stream())
                .toList();
    }
}
