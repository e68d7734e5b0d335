package io.github.nnc.emit;

import com.palantir.javapoet.FieldSpec;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.lower.MemoryPlan;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The arrays of a workspace: those of a plan, and those in which kernels gather sums. */
final class WorkspaceFields {

    private final String workspace;
    private final MemoryPlan memory;
    private final int leastRow;
    private final List<Long> sums = new ArrayList<>();

    /**
     * @param workspace the parameter that steps find it in
     * @param leastRow how long the array of a row is at least
     */
    WorkspaceFields(String workspace, MemoryPlan memory, int leastRow) {
        this.leastRow = leastRow;
        this.workspace = workspace;
        this.memory = memory;
    }

    /** The array of a temporary. */
    String array(Buffer buffer) {
        return workspace + "." + slotName(memory.slots().get(buffer));
    }

    /** An array for sums, which becomes as long as the longest that is asked for. */
    String sums(Kernel.Argument.Sums asked) {
        while (sums.size() <= asked.number()) {
            sums.add(0L);
        }
        sums.set(asked.number(), Math.max(sums.get(asked.number()), asked.size()));
        return workspace + ".sums" + asked.number();
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
            fields.add(field("float", "sums" + i, sums.get(i)));
        }
        return fields;
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
