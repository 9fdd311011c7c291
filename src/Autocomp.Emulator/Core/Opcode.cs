namespace Autocomp.Emulator;

/// <summary>The instructions of RV64IMAFDC with Zicsr, Zifencei and Zicntr, machine mode, and the command of RoCC custom-3. The table that decodes them is <see cref="OpcodeTable"/>.</summary>
public enum Opcode : ushort
{
    /// <summary>Bits that are no instruction of this core.</summary>
    Illegal,

    /// <summary><c>lui</c></summary>
    Lui,

    /// <summary><c>auipc</c></summary>
    Auipc,

    /// <summary><c>jal</c></summary>
    Jal,

    /// <summary><c>jalr</c></summary>
    Jalr,

    /// <summary><c>beq</c></summary>
    Beq,

    /// <summary><c>bne</c></summary>
    Bne,

    /// <summary><c>blt</c></summary>
    Blt,

    /// <summary><c>bge</c></summary>
    Bge,

    /// <summary><c>bltu</c></summary>
    Bltu,

    /// <summary><c>bgeu</c></summary>
    Bgeu,

    /// <summary><c>lb</c></summary>
    Lb,

    /// <summary><c>lh</c></summary>
    Lh,

    /// <summary><c>lw</c></summary>
    Lw,

    /// <summary><c>ld</c></summary>
    Ld,

    /// <summary><c>lbu</c></summary>
    Lbu,

    /// <summary><c>lhu</c></summary>
    Lhu,

    /// <summary><c>lwu</c></summary>
    Lwu,

    /// <summary><c>sb</c></summary>
    Sb,

    /// <summary><c>sh</c></summary>
    Sh,

    /// <summary><c>sw</c></summary>
    Sw,

    /// <summary><c>sd</c></summary>
    Sd,

    /// <summary><c>addi</c></summary>
    Addi,

    /// <summary><c>slti</c></summary>
    Slti,

    /// <summary><c>sltiu</c></summary>
    Sltiu,

    /// <summary><c>xori</c></summary>
    Xori,

    /// <summary><c>ori</c></summary>
    Ori,

    /// <summary><c>andi</c></summary>
    Andi,

    /// <summary><c>slli</c></summary>
    Slli,

    /// <summary><c>srli</c></summary>
    Srli,

    /// <summary><c>srai</c></summary>
    Srai,

    /// <summary><c>add</c></summary>
    Add,

    /// <summary><c>sub</c></summary>
    Sub,

    /// <summary><c>sll</c></summary>
    Sll,

    /// <summary><c>slt</c></summary>
    Slt,

    /// <summary><c>sltu</c></summary>
    Sltu,

    /// <summary><c>xor</c></summary>
    Xor,

    /// <summary><c>srl</c></summary>
    Srl,

    /// <summary><c>sra</c></summary>
    Sra,

    /// <summary><c>or</c></summary>
    Or,

    /// <summary><c>and</c></summary>
    And,

    /// <summary><c>addiw</c></summary>
    Addiw,

    /// <summary><c>slliw</c></summary>
    Slliw,

    /// <summary><c>srliw</c></summary>
    Srliw,

    /// <summary><c>sraiw</c></summary>
    Sraiw,

    /// <summary><c>addw</c></summary>
    Addw,

    /// <summary><c>subw</c></summary>
    Subw,

    /// <summary><c>sllw</c></summary>
    Sllw,

    /// <summary><c>srlw</c></summary>
    Srlw,

    /// <summary><c>sraw</c></summary>
    Sraw,

    /// <summary><c>mul</c></summary>
    Mul,

    /// <summary><c>mulh</c></summary>
    Mulh,

    /// <summary><c>mulhsu</c></summary>
    Mulhsu,

    /// <summary><c>mulhu</c></summary>
    Mulhu,

    /// <summary><c>div</c></summary>
    Div,

    /// <summary><c>divu</c></summary>
    Divu,

    /// <summary><c>rem</c></summary>
    Rem,

    /// <summary><c>remu</c></summary>
    Remu,

    /// <summary><c>mulw</c></summary>
    Mulw,

    /// <summary><c>divw</c></summary>
    Divw,

    /// <summary><c>divuw</c></summary>
    Divuw,

    /// <summary><c>remw</c></summary>
    Remw,

    /// <summary><c>remuw</c></summary>
    Remuw,

    /// <summary><c>fence</c></summary>
    Fence,

    /// <summary><c>fence.i</c></summary>
    FenceI,

    /// <summary><c>ecall</c></summary>
    Ecall,

    /// <summary><c>ebreak</c></summary>
    Ebreak,

    /// <summary><c>mret</c></summary>
    Mret,

    /// <summary><c>wfi</c></summary>
    Wfi,

    /// <summary><c>csrrw</c></summary>
    Csrrw,

    /// <summary><c>csrrs</c></summary>
    Csrrs,

    /// <summary><c>csrrc</c></summary>
    Csrrc,

    /// <summary><c>csrrwi</c></summary>
    Csrrwi,

    /// <summary><c>csrrsi</c></summary>
    Csrrsi,

    /// <summary><c>csrrci</c></summary>
    Csrrci,

    /// <summary><c>lr.w</c></summary>
    LrW,

    /// <summary><c>sc.w</c></summary>
    ScW,

    /// <summary><c>amoswap.w</c></summary>
    AmoswapW,

    /// <summary><c>amoadd.w</c></summary>
    AmoaddW,

    /// <summary><c>amoxor.w</c></summary>
    AmoxorW,

    /// <summary><c>amoand.w</c></summary>
    AmoandW,

    /// <summary><c>amoor.w</c></summary>
    AmoorW,

    /// <summary><c>amomin.w</c></summary>
    AmominW,

    /// <summary><c>amomax.w</c></summary>
    AmomaxW,

    /// <summary><c>amominu.w</c></summary>
    AmominuW,

    /// <summary><c>amomaxu.w</c></summary>
    AmomaxuW,

    /// <summary><c>lr.d</c></summary>
    LrD,

    /// <summary><c>sc.d</c></summary>
    ScD,

    /// <summary><c>amoswap.d</c></summary>
    AmoswapD,

    /// <summary><c>amoadd.d</c></summary>
    AmoaddD,

    /// <summary><c>amoxor.d</c></summary>
    AmoxorD,

    /// <summary><c>amoand.d</c></summary>
    AmoandD,

    /// <summary><c>amoor.d</c></summary>
    AmoorD,

    /// <summary><c>amomin.d</c></summary>
    AmominD,

    /// <summary><c>amomax.d</c></summary>
    AmomaxD,

    /// <summary><c>amominu.d</c></summary>
    AmominuD,

    /// <summary><c>amomaxu.d</c></summary>
    AmomaxuD,

    /// <summary><c>flw</c></summary>
    Flw,

    /// <summary><c>fld</c></summary>
    Fld,

    /// <summary><c>fsw</c></summary>
    Fsw,

    /// <summary><c>fsd</c></summary>
    Fsd,

    /// <summary><c>fmadd.s</c></summary>
    FmaddS,

    /// <summary><c>fmsub.s</c></summary>
    FmsubS,

    /// <summary><c>fnmsub.s</c></summary>
    FnmsubS,

    /// <summary><c>fnmadd.s</c></summary>
    FnmaddS,

    /// <summary><c>fadd.s</c></summary>
    FaddS,

    /// <summary><c>fsub.s</c></summary>
    FsubS,

    /// <summary><c>fmul.s</c></summary>
    FmulS,

    /// <summary><c>fdiv.s</c></summary>
    FdivS,

    /// <summary><c>fsqrt.s</c></summary>
    FsqrtS,

    /// <summary><c>fsgnj.s</c></summary>
    FsgnjS,

    /// <summary><c>fsgnjn.s</c></summary>
    FsgnjnS,

    /// <summary><c>fsgnjx.s</c></summary>
    FsgnjxS,

    /// <summary><c>fmin.s</c></summary>
    FminS,

    /// <summary><c>fmax.s</c></summary>
    FmaxS,

    /// <summary><c>fle.s</c></summary>
    FleS,

    /// <summary><c>flt.s</c></summary>
    FltS,

    /// <summary><c>feq.s</c></summary>
    FeqS,

    /// <summary><c>fcvt.w.s</c></summary>
    FcvtWS,

    /// <summary><c>fcvt.s.w</c></summary>
    FcvtSW,

    /// <summary><c>fcvt.wu.s</c></summary>
    FcvtWuS,

    /// <summary><c>fcvt.s.wu</c></summary>
    FcvtSWu,

    /// <summary><c>fcvt.l.s</c></summary>
    FcvtLS,

    /// <summary><c>fcvt.s.l</c></summary>
    FcvtSL,

    /// <summary><c>fcvt.lu.s</c></summary>
    FcvtLuS,

    /// <summary><c>fcvt.s.lu</c></summary>
    FcvtSLu,

    /// <summary><c>fclass.s</c></summary>
    FclassS,

    /// <summary><c>fmadd.d</c></summary>
    FmaddD,

    /// <summary><c>fmsub.d</c></summary>
    FmsubD,

    /// <summary><c>fnmsub.d</c></summary>
    FnmsubD,

    /// <summary><c>fnmadd.d</c></summary>
    FnmaddD,

    /// <summary><c>fadd.d</c></summary>
    FaddD,

    /// <summary><c>fsub.d</c></summary>
    FsubD,

    /// <summary><c>fmul.d</c></summary>
    FmulD,

    /// <summary><c>fdiv.d</c></summary>
    FdivD,

    /// <summary><c>fsqrt.d</c></summary>
    FsqrtD,

    /// <summary><c>fsgnj.d</c></summary>
    FsgnjD,

    /// <summary><c>fsgnjn.d</c></summary>
    FsgnjnD,

    /// <summary><c>fsgnjx.d</c></summary>
    FsgnjxD,

    /// <summary><c>fmin.d</c></summary>
    FminD,

    /// <summary><c>fmax.d</c></summary>
    FmaxD,

    /// <summary><c>fle.d</c></summary>
    FleD,

    /// <summary><c>flt.d</c></summary>
    FltD,

    /// <summary><c>feq.d</c></summary>
    FeqD,

    /// <summary><c>fcvt.w.d</c></summary>
    FcvtWD,

    /// <summary><c>fcvt.d.w</c></summary>
    FcvtDW,

    /// <summary><c>fcvt.wu.d</c></summary>
    FcvtWuD,

    /// <summary><c>fcvt.d.wu</c></summary>
    FcvtDWu,

    /// <summary><c>fcvt.l.d</c></summary>
    FcvtLD,

    /// <summary><c>fcvt.d.l</c></summary>
    FcvtDL,

    /// <summary><c>fcvt.lu.d</c></summary>
    FcvtLuD,

    /// <summary><c>fcvt.d.lu</c></summary>
    FcvtDLu,

    /// <summary><c>fclass.d</c></summary>
    FclassD,

    /// <summary><c>fcvt.s.d</c></summary>
    FcvtSD,

    /// <summary><c>fcvt.d.s</c></summary>
    FcvtDS,

    /// <summary><c>fmv.x.w</c></summary>
    FmvXW,

    /// <summary><c>fmv.w.x</c></summary>
    FmvWX,

    /// <summary><c>fmv.x.d</c></summary>
    FmvXD,

    /// <summary><c>fmv.d.x</c></summary>
    FmvDX,

    /// <summary>A RoCC command for the accelerator (custom-3).</summary>
    Command,
}
