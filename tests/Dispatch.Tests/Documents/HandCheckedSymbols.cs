using System.Text.RegularExpressions;

namespace Dispatch.Tests.Documents;

/// <summary>Symbols as they stand on paper and in books, parted by eye. One a line: as written | number | notation; – where there is none to see.</summary>
internal static class HandCheckedSymbols
{
    public static IEnumerable<TestCaseData> All => Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('|'))
        .Select(part => new TestCaseData(Regex.Unescape(part[0].Trim(' ')), Part(part[1]), Part(part[2])).SetArgDisplayNames(part[0].Trim(' ')));

    private static string? Part(string text) => text.Trim(' ') == "–" ? null : Regex.Unescape(text.Trim(' '));

    private const string Lines = """
        15/QĐ-BNV | 15 | QĐ-BNV
        05/BNV-VP | 05 | BNV-VP
        12/UBND-VX | 12 | UBND-VX
        12/UBND-NNMT | 12 | UBND-NNMT
        1287/SXD-QLĐT | 1287 | SXD-QLĐT
        9120/VPCP-KSTT | 9120 | VPCP-KSTT
        2891/UBND-KGVX | 2891 | UBND-KGVX
        4521/UBND-KTTH | 4521 | UBND-KTTH
        01/QĐ-UBND | 01 | QĐ-UBND
        1/QĐ-UBND | 1 | QĐ-UBND
        115/QĐ-UBND | 115 | QĐ-UBND
        2026/QĐ-UBND | 2026 | QĐ-UBND
        10234/BTC-NSNN | 10234 | BTC-NSNN
        308/KH-UBND | 308 | KH-UBND
        77/BC-SNV | 77 | BC-SNV
        643/TTr-SNNMT | 643 | TTr-SNNMT
        88/TB-VPUBND | 88 | TB-VPUBND
        09/CT-UBND | 09 | CT-UBND
        14/CĐ-TTg | 14 | CĐ-TTg
        116/CĐ-UBND | 116 | CĐ-UBND
        02/QC-HĐND-UBND | 02 | QC-HĐND-UBND
        31/QyĐ-TU | 31 | QyĐ-TU
        44/CTr-UBND | 44 | CTr-UBND
        06/PA-BCH | 06 | PA-BCH
        03/ĐA-UBND | 03 | ĐA-UBND
        03/DA-SXD | 03 | DA-SXD
        21/BB-HĐTĐ | 21 | BB-HĐTĐ
        120/HD-SNV | 120 | HD-SNV
        150/HĐ-KTHT | 150 | HĐ-KTHT
        411/GM-UBND | 411 | GM-UBND
        19/GGT-VP | 19 | GGT-VP
        35/GNP-SYT | 35 | GNP-SYT
        230/PC-VPUBND | 230 | PC-VPUBND
        231/PB-BTCD | 231 | PB-BTCD
        17/PG-VT | 17 | PG-VT
        26/GUQ-UBND | 26 | GUQ-UBND
        04/BTT-UBND | 04 | BTT-UBND
        08/BGN-SNgV | 08 | BGN-SNgV
        63/TC-BTG | 63 | TC-BTG
        07/SY-UBND | 07 | SY-UBND
        11/TrS-VP | 11 | TrS-VP
        12/SL-VP | 12 | SL-VP
        98/NQ-HĐND | 98 | NQ-HĐND
        57/NQ-CP | 57 | NQ-CP
        1453/QĐ-TTg | 1453 | QĐ-TTg
        2222/QĐ-BGDĐT | 2222 | QĐ-BGDĐT
        334/STP-XDKT&TDTHPL | 334 | STP-XDKT&TDTHPL
        512/SYT-NVYD | 512 | SYT-NVYD
        77/CAT-PV01 | 77 | CAT-PV01
        3105/CAT-PC06 | 3105 | CAT-PC06
        640/BCH-TM | 640 | BCH-TM
        95/TTT-NV2 | 95 | TTT-NV2
        1180/KBNN-KTNN | 1180 | KBNN-KTNN
        268/BHXH-CĐBHXH | 268 | BHXH-CĐBHXH
        5511/CT-TTHT | 5511 | CT-TTHT
        705/EVNCPC-KT+AT | 705 | EVNCPC-KT+AT
        42/CV-ĐTN | 42 | CV-ĐTN
        66/MTTQ-BTT | 66 | MTTQ-BTT
        71/LĐLĐ-CSPL | 71 | LĐLĐ-CSPL
        233/UBND-VX1 | 233 | UBND-VX1
        12/2026/QĐ-UBND | 12 | 2026/QĐ-UBND
        07/2025/NQ-HĐND | 07 | 2025/NQ-HĐND
        30/2020/NĐ-CP | 30 | 2020/NĐ-CP
        63/2026/NĐ-CP | 63 | 2026/NĐ-CP
        24/2020/TT-BCA | 24 | 2020/TT-BCA
        01/2019/TT-BNV | 01 | 2019/TT-BNV
        91/2015/QH13 | 91 | 2015/QH13
        45/2019/QH14 | 45 | 2019/QH14
        117/2025/QH15 | 117 | 2025/QH15
        28/2026/QH16 | 28 | 2026/QH16
        54/2022/UBTVQH15 | 54 | 2022/UBTVQH15
        04/2016/L-CTN | 04 | 2016/L-CTN
        188/1999/QĐ-TTg | 188 | 1999/QĐ-TTg
        09/2010/TTLT-BNV-BTC | 09 | 2010/TTLT-BNV-BTC
        14/2015/TTLT-BKHCN-BTC-BNV | 14 | 2015/TTLT-BKHCN-BTC-BNV
        18/2014/TTLT-BYT-BNN&PTNT | 18 | 2014/TTLT-BYT-BNN&PTNT
        27/2004/TTLT/BTC-BNV | 27 | 2004/TTLT/BTC-BNV
        08/1999/TTLT/BGD&ĐT-BTC | 08 | 1999/TTLT/BGD&ĐT-BTC
        66/2025/NQLT/UBTVQH15-CP | 66 | 2025/NQLT/UBTVQH15-CP
        03/2015/NQLT/CP-UBTƯMTTQVN | 03 | 2015/NQLT/CP-UBTƯMTTQVN
        41/2001/QĐ-BGD&ĐT | 41 | 2001/QĐ-BGD&ĐT
        52/2003/QĐ/BGD&ĐT | 52 | 2003/QĐ/BGD&ĐT
        16/2018/QĐ/UBND | 16 | 2018/QĐ/UBND
        110/2022/NĐ/CP | 110 | 2022/NĐ/CP
        112/1997/TT/BTC | 112 | 1997/TT/BTC
        02/2013/NQ.HĐTP | 02 | 2013/NQ.HĐTP
        36/2021/TT | 36 | 2021/TT
        05/TT | 05 | TT
        948/QĐ | 948 | QĐ
        1043/NQ-TVQHK6 | 1043 | NQ-TVQHK6
        338/1998/QĐ-NHNN7 | 338 | 1998/QĐ-NHNN7
        62/2012/TT-BCA-C41 | 62 | 2012/TT-BCA-C41
        1700/2001/TTLT-BQP-BLĐTB&XH-BTC | 1700 | 2001/TTLT-BQP-BLĐTB&XH-BTC
        260/SNV-XDCQ,CTTN&BĐG | 260 | SNV-XDCQ,CTTN&BĐG
        67/1998/TT'LT/BGD&ĐT-BTC | 67 | 1998/TT'LT/BGD&ĐT-BTC
        67/1998/TT’LT/BTC | 67 | 1998/TT’LT/BTC
        24/QĐ-TT HĐND | 24 | QĐ-TT HĐND
        69/2009/NĐ-CP/2009/NĐ-CP | 69 | 2009/NĐ-CP/2009/NĐ-CP
        73-CP | 73 | CP
        404-CP | 404 | CP
        25-CP | 25 | CP
        243-HĐBT | 243 | HĐBT
        38-CT/TW | 38 | CT/TW
        18-NQ/TW | 18 | NQ/TW
        120-KH/TU | 120 | KH/TU
        54-CTr/TU | 54 | CTr/TU
        51-KL/TW | 51 | KL/TW
        106-QĐ/TW | 106 | QĐ/TW
        06-HD/BTCTW | 06 | HD/BTCTW
        211-CV/BTGDVTU | 211 | CV/BTGDVTU
        1-BC/ĐU | 1 | BC/ĐU
        32-L/CTN | 32 | L/CTN
        10-LCT/HĐNN8 | 10 | LCT/HĐNN8
        103-SL/L-005 | 103 | SL/L-005
        60-TC/TCT | 60 | TC/TCT
        08-TT/TC | 08 | TT/TC
        12-QĐ/CSHT | 12 | QĐ/CSHT
        03-NQ/UBTVQH9 | 03 | NQ/UBTVQH9
        120- KH/TU | 120 | KH/TU
        38 - CT/TW | 38 | CT/TW
        75/ CP | 75 | CP
        25 CP | 25 | CP
        80 TTg | 80 | TTg
        15 QĐ-UBND | 15 | QĐ-UBND
        15a/QĐ-UBND | 15a | QĐ-UBND
        15A/QĐ-UBND | 15A | QĐ-UBND
        15b/KH-SNV | 15b | KH-SNV
        15 a/QĐ-UBND | 15a | QĐ-UBND
        15đ/QĐ-UBND | 15đ | QĐ-UBND
        07bis/QĐ-UB | 07bis | QĐ-UB
        7 ter/QĐ-UB | 7ter | QĐ-UB
        221a/2024/NQ-HĐND | 221a | 2024/NQ-HĐND
        1.287/UBND-KTTH | 1.287 | UBND-KTTH
        12.345/BTC-HCSN | 12.345 | BTC-HCSN
        000123/CV-CTY | 000123 | CV-CTY
        0/QĐ-UBND | 0 | QĐ-UBND
        Số: 15/QĐ-UBND | 15 | QĐ-UBND
        Số 15/QĐ-UBND | 15 | QĐ-UBND
        Số:15/QĐ-UBND | 15 | QĐ-UBND
        SỐ: 05/BC-UBND | 05 | BC-UBND
        số : 308/KH-UBND | 308 | KH-UBND
        So: 15/QD-UBND | 15 | QD-UBND
        Số. 22/TB-SNV | 22 | TB-SNV
        Số hiệu: 12/2026/QĐ-UBND | 12 | 2026/QĐ-UBND
        Số, ký hiệu: 77/BC-STC | 77 | BC-STC
        Số và ký hiệu: 78/BC-STC | 78 | BC-STC
        Số kí hiệu 79/BC-STC | 79 | BC-STC
        Quyết định số 15/QĐ-UBND | 15 | QĐ-UBND
        Công văn số: 1287/SXD-QLĐT | 1287 | SXD-QLĐT
        QĐ số 1301/QĐ-UBND | 1301 | QĐ-UBND
        No. 41/AMC-HN | 41 | AMC-HN
        № 41/AMC-HN | 41 | AMC-HN
        nº 41/AMC-HN | 41 | AMC-HN
        3468 /QĐ-BYT | 3468 | QĐ-BYT
        3468/ QĐ-BYT | 3468 | QĐ-BYT
        3468 / QĐ-BYT | 3468 | QĐ-BYT
        71/2016 /TT-BTC | 71 | 2016 /TT-BTC
        91/2014/ NĐ-CP | 91 | 2014/ NĐ-CP
        55/2016/ TTLT-BTC-BKHCN | 55 | 2016/ TTLT-BTC-BKHCN
        132/2021 /NĐ-CP | 132 | 2021 /NĐ-CP
        1287/SXD - QLĐT | 1287 | SXD - QLĐT
        1287/SXD- QLĐT | 1287 | SXD- QLĐT
        1287/ SXD -QLĐT | 1287 | SXD -QLĐT
        1287\u00a0/SXD-QLĐT | 1287 | SXD-QLĐT
        1287/\u00a0SXD-QLĐT | 1287 | SXD-QLĐT
        1287/SXD\u00a0-\u00a0QLĐT | 1287 | SXD - QLĐT
        \u00a01287/SXD-QLĐT\u00a0 | 1287 | SXD-QLĐT
        1287\u2009/\u2009SXD-QLĐT | 1287 | SXD-QLĐT
        1287\u202f/SXD-QLĐT | 1287 | SXD-QLĐT
        1287\t/SXD-QLĐT | 1287 | SXD-QLĐT
        1287/\nSXD-QLĐT | 1287 | SXD-QLĐT
        \ufeff1287/SXD-QLĐT | 1287 | SXD-QLĐT
        1287/SXD\u200b-QLĐT | 1287 | SXD-QLĐT
        1287/SXD\u00ad-QLĐT | 1287 | SXD-QLĐT
        \u200e1287/SXD-QLĐT\u200f | 1287 | SXD-QLĐT
        28/2018/TT\u2011BYT | 28 | 2018/TT\u2011BYT
        28/2018/TT\u2010BYT | 28 | 2018/TT\u2010BYT
        28/2018/TT–BYT | 28 | 2018/TT–BYT
        28/2018/TT—BYT | 28 | 2018/TT—BYT
        28/2018/TT\u2212BYT | 28 | 2018/TT\u2212BYT
        73–CP | 73 | CP
        73\u2011CP | 73 | CP
        38‑NQ/TW | 38 | NQ/TW
        15\u2044QĐ-UBND | 15 | QĐ-UBND
        15\u2215QĐ-UBND | 15 | QĐ-UBND
        15\uff0fQĐ-UBND | 15 | QĐ-UBND
        15\\QĐ-UBND | 15 | QĐ-UBND
        15//QĐ-UBND | 15 | QĐ-UBND
        02/2019/TTLT--VKSTC-TATC | 02 | 2019/TTLT--VKSTC-TATC
        02/2021/TT-BGD\u00d0T | 02 | 2021/TT-BGD\u00d0T
        179/2007/N\u00d0-CP | 179 | 2007/N\u00d0-CP
        15/Q\u00d0-UBND | 15 | Q\u00d0-UBND
        15/Q\u0189-UBND | 15 | Q\u0189-UBND
        15/q\u00f0-ubnd | 15 | q\u00f0-ubnd
        156/2020/NĐ-\u0421\u0420 | 156 | 2020/NĐ-\u0421\u0420
        15/\u0422\u0422-\u0412\u0422\u0421 | 15 | \u0422\u0422-\u0412\u0422\u0421
        15/\u039a\u0397-UBND | 15 | \u039a\u0397-UBND
        04/2019/tt-bkhđt | 04 | 2019/tt-bkhđt
        15/qđ-ubnd | 15 | qđ-ubnd
        15/qd-ubnd | 15 | qd-ubnd
        15/TTr-UBTU\u031b | 15 | TTr-UBTƯ
        '57/2020/TT-BCT | 57 | 2020/TT-BCT
        "57/2020/TT-BCT" | 57 | 2020/TT-BCT
        “57/2020/TT-BCT” | 57 | 2020/TT-BCT
        (57/2020/TT-BCT) | 57 | 2020/TT-BCT
        15/QĐ-UBND. | 15 | QĐ-UBND
        15/QĐ-UBND, | 15 | QĐ-UBND
        15/QĐ-UBND; | 15 | QĐ-UBND
        841/GD& | 841 | GD&
        160/2006/NĐ- | 160 | 2006/NĐ-
        19/2009/TTLT-BCA- | 19 | 2009/TTLT-BCA-
        15/QĐ-UBND(KT) | 15 | QĐ-UBND(KT)
        15/QĐ_UBND | 15 | QĐ_UBND
        10 | 10 | –
        01 | 01 | –
        15a | 15a | –
        15/ | 15 | –
        Số: 15 | 15 | –
        02/2020/ | – | –
        15/2026 | – | –
        15/10/2026 | – | –
        QĐ-UBND | – | –
        UBND tỉnh | – | –
        HĐ-01/2020 | – | –
        Không số | – | –
        ??? | – | –
        15QĐ-UBND | – | –
        15+16/TTr-SXD | – | –
        342/2017/TT-BTCngày | – | –
        126/2021/NĐ-CPvà | – | –
        105/2021/TT-BTCđể | – | –
        25/2022/TT-BGDĐT.của | – | –
        50/2021/NĐ-CPngày20/4/2021của | – | –
        32/2014/QH13,có | – | –
        73/2020/NĐ-CP.Chủ | – | –
        15/QĐ-UBND ngày 05 tháng 02 năm 2026 | – | –
        15/QD-UBND ve viec giao chi tieu | – | –
        15/@@@ | – | –
        15/QĐ-UBND? | – | –
        15 ngày | – | –
        """;
}
