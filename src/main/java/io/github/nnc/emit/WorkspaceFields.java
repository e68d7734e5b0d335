package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.lower.MemoryPlan;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The arrays of a workspace: those of a plan, and those in which kernels gather sums. */
final class WorkspaceFields {

    /** So many floats behind an array keep what threads write in lines of their own. */
    private static final long CACHE_LINE = 16;

    /** The field that says how many threads may share it. */
    static final String THREADS = "threads";

    private final String workspace;
    private final MemoryPlan memory;
    private final int leastRow;
    private final boolean shared;
    private final List<Long> sums = new ArrayList<>();

    /**
     * @param workspace the parameter that steps find it in
     * @param leastRow how long the array of a row is at least
     * @param shared whether threads share it, each with arrays for sums of its own
     */
    WorkspaceFields(String workspace, MemoryPlan memory, int leastRow, boolean shared) {
        this.shared = shared;
        this.leastRow = leastRow;
        this.workspace = workspace;
        this.memory = memory;
    }

    /** The array of a temporary. */
    String array(Buffer buffer) {
        return workspace + "." + slotName(memory.slots().get(buffer));
    }

    /** An array for sums, that of a share, which becomes as long as the longest that is asked for. */
    String sums(Kernel.Argument.Sums asked, String share) {
        while (sums.size() <= asked.number()) {
            sums.add(0L);
        }
        sums.set(asked.number(), Math.max(sums.get(asked.number()), asked.size()));
        return workspace + ".sums" + asked.number() + (shared ? "[" + share + "]" : "");
    }

    private static String slotName(int slot) {
        return slot < 26 ? Character.toString('a' + slot) : "a" + slot;
    }

    /** Once all steps have asked. */
    List<FieldSpec> fields() {
        List<FieldSpec> fields = new ArrayList<>();
        for (int i = 0; i < memory.arrays().size(); i++) {
            MemoryPlan.Slot slot = memory.arrays().get(i);
            fields.add(slot.width() > 0 ? rows(slotName(i), slot) : flat(slotName(i), slot));
        }
        for (int i = 0; i < sums.size(); i++) {
            fields.add(
                    shared
                            ? FieldSpec.builder(float[][].class, "sums" + i, Modifier.PRIVATE, Modifier.FINAL)
                                    .build()
                            : field("float", "sums" + i, sums.get(i)));
        }
        return fields;
    }

    /** What makes the arrays of each thread, given {@link #THREADS}; once all steps have asked. */
    CodeBlock sharedSums() {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int i = 0; shared && i < sums.size(); i++) {
            code.addStatement("sums$L = new float[$L][$L]", i, THREADS, sums.get(i) + CACHE_LINE);
        }
        return code.build();
    }

    private static FieldSpec flat(String name, MemoryPlan.Slot slot) {
        return field(
                slot.element() == Buffer.Element.INT ? "int" : "float",
                name,
                slot.size().longValueExact());
    }

    private FieldSpec rows(String name, MemoryPlan.Slot slot) {
        long count = slot.size().longValueExact() / slot.width();
        return FieldSpec.builder(float[][].class, name, Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new float[$L][$L]", count, Math.max(leastRow, slot.width()))
                .build();
    }

    private static FieldSpec field(String element, String name, long size) {
        return FieldSpec.builder(
                        element.equals("int") ? int[].class : float[].class, name, Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new $L[$L]", element, size)
                .build();
    }
}
