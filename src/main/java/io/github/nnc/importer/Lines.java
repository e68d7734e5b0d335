package io.github.nnc.importer;

import java.util.List;

/** How many lines pieces of the chain take. */
final class Lines {

    private Lines() {}

    static int of(List<Part> parts) {
        return parts.stream().mapToInt(Lines::of).sum();
    }

    private static int of(Part part) {
        if (part instanceof Part.Branches joined) {
            return joined.isResidual()
                    ? ofBody(joined.branches().get(1)) + joined.join().calls().size() - 1
                    : 2 + of(joined.branches().get(0)) + ofOthers(joined.branches());
        }
        return part instanceof Part.Repeat repeat ? ofBody(repeat.iterations().get(0)) : 1;
    }

    /** The bar stands on the line of what follows it. */
    private static int ofOthers(List<List<Part>> branches) {
        return branches.stream()
                .skip(1)
                .mapToInt(branch -> Math.max(1, of(branch)))
                .sum();
    }

    /** A body of one line stands on that of what it belongs to. */
    private static int ofBody(List<Part> body) {
        int lines = of(body);
        return lines == 1 ? 1 : lines + 2;
    }
}
