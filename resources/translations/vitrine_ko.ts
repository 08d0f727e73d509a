<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>vitrine::cluster</name>
    <message>
        <source>Takes the broker&apos;s memory and connections away this instant; its directory stays as it is.</source>
        <translation>브로커의 메모리와 연결이 즉시 사라집니다. 디렉터리는 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Controlled shutdown: leadership moves away first, then the broker ends cleanly.</source>
        <translation>controlled shutdown: 리더십을 먼저 옮긴 뒤 브로커가 정상 종료합니다.</translation>
    </message>
    <message>
        <source>Starts a killed or stopped broker on its directory.</source>
        <translation>강제 종료되었거나 멈춘 브로커를 원래 디렉터리로 다시 시작합니다.</translation>
    </message>
    <message>
        <source>The broker stands still, as after SIGSTOP; its connections stay open.</source>
        <translation>브로커가 SIGSTOP을 받은 것처럼 멈춥니다. 연결은 열린 채로 남습니다.</translation>
    </message>
    <message>
        <source>A paused broker goes on.</source>
        <translation>일시 정지한 브로커를 재개합니다.</translation>
    </message>
    <message>
        <source>One more broker joins, beside the controllers; it gets nothing until somebody reassigns.</source>
        <translation>컨트롤러가 아닌 브로커 하나가 합류합니다. 재할당하기 전에는 아무 파티션도 받지 않습니다.</translation>
    </message>
    <message>
        <source>Moves every replica of the broker to the others.</source>
        <translation>브로커의 모든 복제본을 다른 브로커로 옮깁니다.</translation>
    </message>
    <message>
        <source>A broker that was added and holds no replica shuts down, is unregistered, and its directory goes.</source>
        <translation>추가된 브로커가 복제본을 갖고 있지 않으면 정상 종료하고 등록을 해제하며, 디렉터리도 지웁니다.</translation>
    </message>
    <message>
        <source>One more controller, which observes the quorum until it is made a voter.</source>
        <translation>컨트롤러를 하나 더합니다. 보터가 될 때까지 쿼럼을 관찰하기만 합니다.</translation>
    </message>
    <message>
        <source>A controller that does not vote shuts down, and its directory goes.</source>
        <translation>보터가 아닌 컨트롤러를 정상 종료하고 그 디렉터리를 지웁니다.</translation>
    </message>
    <message>
        <source>The replicas of a partition shall be brokers A, B, C, the first the preferred leader.</source>
        <translation>파티션의 복제본을 브로커 A, B, C로 옮깁니다. 첫 번째가 선호 리더입니다.</translation>
    </message>
    <message>
        <source>Every broker and every client of our own stands still, and their time with them.</source>
        <translation>모든 브로커와 내장 클라이언트가 시간까지 함께 멈춥니다.</translation>
    </message>
    <message>
        <source>Everything goes on where it stood.</source>
        <translation>멈춘 곳에서 모두 이어서 진행합니다.</translation>
    </message>
    <message>
        <source>Nothing passes between two brokers, as if packets were dropped.</source>
        <translation>패킷이 버려지는 것처럼 두 브로커 사이에 아무것도 오가지 않습니다.</translation>
    </message>
    <message>
        <source>Each frame between two brokers takes that much longer, in each direction.</source>
        <translation>두 브로커 사이의 프레임이 양방향 모두 그만큼 늦어집니다.</translation>
    </message>
    <message>
        <source>The link is as it was.</source>
        <translation>링크를 원래대로 되돌립니다.</translation>
    </message>
    <message>
        <source>Heals every link, resumes paused brokers, starts killed and stopped ones.</source>
        <translation>모든 링크를 복구하고, 일시 정지한 브로커를 재개하고, 종료된 브로커를 시작합니다.</translation>
    </message>
    <message>
        <source>Creates a topic.</source>
        <translation>토픽을 만듭니다.</translation>
    </message>
    <message>
        <source>Adds partitions, up to that number.</source>
        <translation>파티션을 그 수까지 늘립니다.</translation>
    </message>
    <message>
        <source>Deletes a topic and its records.</source>
        <translation>토픽과 그 레코드를 삭제합니다.</translation>
    </message>
    <message>
        <source>Names the topics.</source>
        <translation>토픽 이름을 나열합니다.</translation>
    </message>
    <message>
        <source>Leader, replicas and ISR of each partition.</source>
        <translation>파티션별 리더, 레플리카, ISR을 보여 줍니다.</translation>
    </message>
    <message>
        <source>Sets a topic&apos;s configuration.</source>
        <translation>토픽 설정을 바꿉니다.</translation>
    </message>
    <message>
        <source>Back to the broker&apos;s value.</source>
        <translation>브로커의 값으로 되돌립니다.</translation>
    </message>
    <message>
        <source>Every key with its value.</source>
        <translation>모든 키와 값을 보여 줍니다.</translation>
    </message>
    <message>
        <source>Names the groups.</source>
        <translation>그룹 이름을 나열합니다.</translation>
    </message>
    <message>
        <source>State, members and committed offsets.</source>
        <translation>상태, 멤버, 커밋된 오프셋을 보여 줍니다.</translation>
    </message>
    <message>
        <source>Which broker coordinates the group.</source>
        <translation>어느 브로커가 그룹 코디네이터인지 보여 줍니다.</translation>
    </message>
    <message>
        <source>Makes every member join again.</source>
        <translation>모든 멤버가 다시 참여하게 합니다.</translation>
    </message>
    <message>
        <source>Adds a consumer of our own to the group.</source>
        <translation>그룹에 내장 컨슈머를 추가합니다.</translation>
    </message>
    <message>
        <source>A member of our own leaves politely; a member from outside is taken out by its member id.</source>
        <translation>내장 멤버가 정상적으로 떠납니다. 외부 멤버는 member id로 제거합니다.</translation>
    </message>
    <message>
        <source>A member of our own is gone without a word; the session timeout notices.</source>
        <translation>내장 멤버가 말없이 사라지고, 세션 타임아웃으로 알아차립니다.</translation>
    </message>
    <message>
        <source>A member of our own stops reading, and goes on with heartbeats.</source>
        <translation>내장 멤버가 읽기를 멈추고 하트비트만 계속 보냅니다.</translation>
    </message>
    <message>
        <source>It reads again.</source>
        <translation>다시 읽습니다.</translation>
    </message>
    <message>
        <source>Makes the first replica the leader again, where it is in sync.</source>
        <translation>첫 번째 레플리카가 동기화되어 있으면 다시 리더로 만듭니다.</translation>
    </message>
    <message>
        <source>Makes broker N the partition&apos;s preferred replica and its leader.</source>
        <translation>브로커 N을 파티션의 선호 레플리카이자 리더로 만듭니다.</translation>
    </message>
    <message>
        <source>Sends records; {n} stands for the record&apos;s number.</source>
        <translation>레코드를 보냅니다. {n}은 레코드 번호로 바뀝니다.</translation>
    </message>
    <message>
        <source>A shop at work: records per second for its topic orders.</source>
        <translation>가상의 쇼핑몰이 돌아갑니다. --rate는 토픽 orders의 초당 레코드 수입니다.</translation>
    </message>
    <message>
        <source>Ends the workload.</source>
        <translation>워크로드를 끝냅니다.</translation>
    </message>
    <message>
        <source>Does nothing for so long.</source>
        <translation>그 시간만큼 기다립니다.</translation>
    </message>
    <message>
        <source>Waits until the condition holds; fails after the timeout.</source>
        <translation>조건이 성립할 때까지 기다립니다. 제한 시간이 지나면 실패합니다.</translation>
    </message>
    <message>
        <source>Fails unless the condition holds now.</source>
        <translation>지금 조건이 성립하지 않으면 실패합니다.</translation>
    </message>
    <message>
        <source>Leader, epoch and positions of the quorum.</source>
        <translation>쿼럼의 리더, 에폭, 위치를 보여 줍니다.</translation>
    </message>
    <message>
        <source>Nodes, faults, workload.</source>
        <translation>노드, 장애, 워크로드를 보여 줍니다.</translation>
    </message>
    <message>
        <source>This list.</source>
        <translation>이 목록을 보여 줍니다.</translation>
    </message>
    <message>
        <source>The broker&apos;s machine loses power: what its disk had not synced is gone; always: also where that may cost records.</source>
        <translation>브로커의 컴퓨터가 정전됩니다. 디스크에 동기화하지 않은 것은 사라집니다. always: 레코드를 잃을 수 있을 때도 실행합니다.</translation>
    </message>
    <message>
        <source>Nothing passes from broker A to broker B; the other direction goes on.</source>
        <translation>브로커 A에서 브로커 B로 아무것도 가지 않습니다. 반대 방향은 계속됩니다.</translation>
    </message>
    <message>
        <source>All connections between two brokers break; they may connect again at once.</source>
        <translation>두 브로커 사이의 모든 연결이 끊깁니다. 곧바로 다시 연결할 수 있습니다.</translation>
    </message>
    <message>
        <source>The wall clock of a broker goes forward, or back (-5s).</source>
        <translation>브로커의 벽시계가 앞으로, 또는 뒤로(-5s) 갑니다.</translation>
    </message>
    <message>
        <source>Each sync of a broker&apos;s disk takes so much longer (N.2: of the disk of its second log directory alone); 0: as it was.</source>
        <translation>브로커 디스크(N.2: 두 번째 로그 디렉터리의 디스크만)의 동기화가 그만큼 오래 걸립니다. 0: 원래대로.</translation>
    </message>
    <message>
        <source>The broker ends, and its machine gets an empty disk; always: also where that may cost records.</source>
        <translation>브로커가 끝나고, 그 컴퓨터는 빈 디스크를 받습니다. always: 레코드를 잃을 수 있을 때도 실행합니다.</translation>
    </message>
    <message>
        <source>A broker is busy for so long after each thing that it does; 0: as it was.</source>
        <translation>브로커가 무엇을 하나 할 때마다 그만큼 바쁩니다. 0: 원래대로.</translation>
    </message>
    <message>
        <source>Only so many bytes pass between two brokers in a second, one after another.</source>
        <translation>두 브로커 사이를 1초에 그만큼의 바이트만 차례로 지나갑니다.</translation>
    </message>
    <message>
        <source>The wall clock of a broker runs faster by so many millionths, or slower (-500); 0: as it was.</source>
        <translation>브로커의 벽시계가 백만분의 그만큼 빨리, 또는 느리게(-500) 갑니다. 0: 원래대로.</translation>
    </message>
    <message>
        <source>Only so many bytes more fit on a broker&apos;s disk (N.2: of its second log directory alone); off: as it was.</source>
        <translation>브로커 디스크(N.2: 두 번째 로그 디렉터리의 디스크만)에 그만큼의 바이트만 더 들어갑니다. off: 원래대로.</translation>
    </message>
    <message>
        <source>A broker&apos;s disk (N.2: of its second log directory alone) answers CALLS with an error: reads, writes or syncs; off: as it was.</source>
        <translation>브로커 디스크(N.2: 두 번째 로그 디렉터리의 디스크만)가 CALLS(reads, writes 또는 syncs)에 오류로 답합니다. off: 원래대로.</translation>
    </message>
    <message>
        <source>One bit flips on the disk of a broker that is down, where its next start checks the log.</source>
        <translation>꺼진 브로커의 디스크에서 비트 하나가 뒤집힙니다. 다음 시작이 로그를 확인하는 곳입니다.</translation>
    </message>
    <message>
        <source>This one message never arrives; its connection stays.</source>
        <translation>이 메시지 하나만 도착하지 않습니다. 연결은 그대로입니다.</translation>
    </message>
    <message>
        <source>This message arrives so much later, and what follows on its connection behind it.</source>
        <translation>이 메시지가 그만큼 늦게 도착하고, 같은 연결의 다음 메시지들은 그 뒤에 도착합니다.</translation>
    </message>
    <message>
        <source>This message arrives twice, which no real network does within a connection.</source>
        <translation>이 메시지가 두 번 도착합니다. 실제 네트워크의 한 연결 안에서는 일어나지 않는 일입니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::AboutDialog</name>
    <message>
        <source>About Vitrine</source>
        <translation>Vitrine 정보</translation>
    </message>
    <message>
        <source>A real Kafka-compatible cluster in its own window.</source>
        <translation>창 하나에서 도는 진짜 Kafka 호환 클러스터.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It stands on Qt, QCustomPlot, KArchive, Asio, {fmt}, spdlog, nlohmann-json, CLI11, lz4, snappy, zstd, zlib and ISA-L, each under its own licence.</source>
        <translation>GNU General Public License 버전 3 이상을 따르는 자유 소프트웨어입니다. Qt, QCustomPlot, KArchive, Asio, {fmt}, spdlog, nlohmann-json, CLI11, lz4, snappy, zstd, zlib, ISA-L을 사용하며 각각의 라이선스를 따릅니다.</translation>
    </message>
    <message>
        <source>Apache Kafka is a trademark of the Apache Software Foundation, which has no part in this program.</source>
        <translation>Apache Kafka는 Apache Software Foundation의 상표이며, 재단은 이 프로그램과 관련이 없습니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::AssignmentView</name>
    <message>
        <source>nobody</source>
        <translation>담당 없음</translation>
    </message>
    <message>
        <source>No members. Committed offsets stay until offsets.retention.minutes.</source>
        <translation>멤버가 없습니다. 커밋된 오프셋은 offsets.retention.minutes까지 남습니다.</translation>
    </message>
    <message>
        <source>%1 of %2 joined</source>
        <translation>%2명 중 %1명 참여</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>%1째</translation>
    </message>
    <message>
        <source>nothing moved</source>
        <translation>이동 없음</translation>
    </message>
    <message>
        <source>%1 moved</source>
        <translation>%1 이동</translation>
    </message>
    <message>
        <source>nobody else stopped</source>
        <translation>나머지는 멈추지 않음</translation>
    </message>
    <message>
        <source>everybody stopped</source>
        <translation>모두 멈췄음</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>총 %1</translation>
    </message>
    <message>
        <source>Rebalancing</source>
        <translation>리밸런싱 중</translation>
    </message>
    <message>
        <source>Last rebalance</source>
        <translation>마지막 리밸런스</translation>
    </message>
    <message>
        <source>client %1 at %2</source>
        <translation>클라이언트 %1, %2</translation>
    </message>
    <message>
        <source>session.timeout.ms %1</source>
        <translation>session.timeout.ms %1</translation>
    </message>
    <message>
        <source>last heartbeat %1 ago</source>
        <translation>마지막 하트비트 %1 전</translation>
    </message>
    <message>
        <source>no partitions</source>
        <translation>파티션 없음</translation>
    </message>
    <message>
        <source>as first seen</source>
        <translation>처음 본 상태</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BookmarkEditor</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Name of the bookmark</source>
        <translation>북마크 이름</translation>
    </message>
    <message>
        <source>A note: what was seen, what was tried</source>
        <translation>메모: 무엇을 보았고 무엇을 해 보았는지</translation>
    </message>
    <message>
        <source>Note of the bookmark</source>
        <translation>북마크 메모</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CausePane</name>
    <message>
        <source>Caused by</source>
        <translation>원인</translation>
    </message>
    <message>
        <source>No node told this: the window saw both.</source>
        <translation>노드가 알려 준 것이 아니라, 창이 두 이벤트를 모두 보고 찾은 원인입니다.</translation>
    </message>
    <message>
        <source>It began here: nothing that was seen before led to it.</source>
        <translation>여기서 시작되었습니다. 그 전에 본 것 가운데 이 이벤트를 일으킨 것은 없습니다.</translation>
    </message>
    <message>
        <source>It led to</source>
        <translation>이어서 일어난 일</translation>
    </message>
    <message>
        <source>and more</source>
        <translation>그 밖에 더 있음</translation>
    </message>
    <message>
        <source>The chosen event, its cause and what it led to</source>
        <translation>선택한 이벤트와 그 원인, 이어서 일어난 일</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CellPainter</name>
    <message>
        <source>Leader</source>
        <translation>리더</translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>동기화됨</translation>
    </message>
    <message>
        <source>Out of sync</source>
        <translation>동기화 이탈</translation>
    </message>
    <message>
        <source>Leader, offline</source>
        <translation>리더, 오프라인</translation>
    </message>
    <message>
        <source>Fenced</source>
        <translation>펜싱됨</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>오프라인</translation>
    </message>
    <message>
        <source>Moving in</source>
        <translation>들어오는 중</translation>
    </message>
    <message>
        <source>Moving out</source>
        <translation>나가는 중</translation>
    </message>
    <message>
        <source>Behind</source>
        <comment>out of sync, in a narrow column</comment>
        <translation>뒤처짐</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>이동 중</translation>
    </message>
    <message>
        <source>log %1 to %2</source>
        <translation>로그 %1 ~ %2</translation>
    </message>
    <message>
        <source>high watermark %1</source>
        <translation>하이 워터마크 %1</translation>
    </message>
    <message>
        <source>its broker has not shown its log yet</source>
        <translation>브로커가 아직 로그를 보여 주지 않았습니다</translation>
    </message>
    <message>
        <source>%1 records behind the leader</source>
        <translation>리더보다 레코드 %1개 뒤처짐</translation>
    </message>
    <message>
        <source>not caught up for %1</source>
        <translation>%1 동안 따라잡지 못함</translation>
    </message>
    <message>
        <source>last fetch %1 ago</source>
        <translation>마지막 fetch %1 전</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>%1개 뒤처짐</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CommandLine</name>
    <message>
        <source>Run a command: broker kill 1</source>
        <translation>명령 실행: broker kill 1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CommandsDialog</name>
    <message>
        <source>Command language</source>
        <translation>명령어</translation>
    </message>
    <message>
        <source>The same lines work in the command line of the window (Ctrl+K), on the standard input of “vitrine serve” and in scenario files.</source>
        <translation>같은 명령을 창의 명령줄(Ctrl+K), “vitrine serve”의 표준 입력, 시나리오 파일에서 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CompareDialog</name>
    <message>
        <source>Compare branches</source>
        <translation>브랜치 비교</translation>
    </message>
    <message>
        <source>%1 compared with</source>
        <translation>%1을(를) 다음과 비교:</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>다른 점</translation>
    </message>
    <message>
        <source>Compare at the same time</source>
        <translation>같은 시각에서 비교</translation>
    </message>
    <message>
        <source>The branch that lags behind goes on to the time of the other.</source>
        <translation>뒤처진 브랜치가 다른 브랜치의 시각까지 진행합니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>비교하는 중…</translation>
    </message>
    <message>
        <source>Branch %1 stands at %2, branch %3 at %4.</source>
        <translation>브랜치 %1은(는) %2, 브랜치 %3은(는) %4에 있습니다.</translation>
    </message>
    <message>
        <source>Nothing differs between them.</source>
        <translation>둘 사이에 다른 점이 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) differ.</source>
        <translation>
            <numerusform>%n가지가 다릅니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Brokers, quorum, partitions, logs and groups are the same in both.</source>
        <translation>브로커, 쿼럼, 파티션, 로그, 그룹이 모두 같습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ConsumePage</name>
    <message>
        <source>Consume</source>
        <translation>컨슘</translation>
    </message>
    <message>
        <source>without a group: nothing is committed, nobody is rebalanced</source>
        <translation>그룹 없이 읽음: 커밋도 리밸런스도 일어나지 않음</translation>
    </message>
    <message>
        <source>all partitions</source>
        <translation>모든 파티션</translation>
    </message>
    <message>
        <source>partition %1</source>
        <translation>파티션 %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>읽기</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>레코드 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 not shown: they came faster than the window reads</source>
        <translation>%1개는 창이 읽는 것보다 빨라 표시하지 못함</translation>
    </message>
    <message>
        <source>following</source>
        <translation>계속 읽는 중</translation>
    </message>
    <message>
        <source>Waiting for records…</source>
        <translation>레코드를 기다리는 중…</translation>
    </message>
    <message>
        <source>There is nothing to read from there.</source>
        <translation>그 위치부터는 읽을 레코드가 없습니다.</translation>
    </message>
    <message>
        <source>Choose a topic and where to begin, then Read.</source>
        <translation>토픽과 시작 위치를 고르고 읽기를 누르세요.</translation>
    </message>
    <message>
        <source>leader epoch %1</source>
        <translation>리더 에폭 %1</translation>
    </message>
    <message>
        <source>key: %1</source>
        <translation>키: %1</translation>
    </message>
    <message>
        <source>header %1: %2</source>
        <translation>헤더 %1: %2</translation>
    </message>
    <message>
        <source>no value: a tombstone</source>
        <translation>값 없음: 툼스톤</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>토픽</translation>
    </message>
    <message>
        <source>from</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>처음부터</translation>
    </message>
    <message>
        <source>the end</source>
        <translation>끝부터</translation>
    </message>
    <message>
        <source>an offset</source>
        <translation>오프셋부터</translation>
    </message>
    <message>
        <source>a time</source>
        <translation>시각부터</translation>
    </message>
    <message>
        <source>follow</source>
        <translation>계속 읽기</translation>
    </message>
    <message>
        <source>Goes on with what is produced later; without it, reading ends at the high watermark of now.</source>
        <translation>나중에 프로듀스되는 레코드도 이어서 읽습니다. 끄면 지금의 하이 워터마크에서 읽기를 마칩니다.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Where to begin</source>
        <translation>시작 위치</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>오프셋</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>레코드</translation>
    </message>
    <message>
        <source>The chosen record</source>
        <translation>선택한 레코드</translation>
    </message>
    <message>
        <source>Choose a record to see all of it.</source>
        <translation>레코드를 고르면 전체 내용이 보입니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CreateTopicDialog</name>
    <message>
        <source>Create topic</source>
        <translation>토픽 만들기</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>파티션 수</translation>
    </message>
    <message>
        <source>Replication factor</source>
        <translation>복제 팩터</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>A name has letters, digits, “.”, “_” and “-”, at most 249 of them.</source>
        <translation>이름은 영문자, 숫자, “.”, “_”, “-”로 249자까지 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>A topic of this name exists already.</source>
        <translation>같은 이름의 토픽이 이미 있습니다.</translation>
    </message>
    <message>
        <source>min.insync.replicas is larger than the replication factor: acks=all would never succeed.</source>
        <translation>min.insync.replicas가 복제 팩터보다 큽니다. acks=all이 절대 성공하지 못합니다.</translation>
    </message>
    <message>
        <source>With min.insync.replicas equal to the replication factor, one broker that is down stops acks=all.</source>
        <translation>min.insync.replicas가 복제 팩터와 같으면 브로커 하나만 내려가도 acks=all이 멈춥니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::DifferencesModel</name>
    <message>
        <source>What</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>In branch %1</source>
        <translation>브랜치 %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::EventDelegate</name>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>원인</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>맵에서 보기</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::EventSentences</name>
    <message>
        <source>Brokers</source>
        <translation>브로커</translation>
    </message>
    <message>
        <source>Leaders</source>
        <translation>리더</translation>
    </message>
    <message>
        <source>ISR</source>
        <translation>ISR</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>세그먼트</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>토픽</translation>
    </message>
    <message>
        <source>broker %1 had not caught up for %2 (replica.lag.time.max.ms)</source>
        <translation>브로커 %1이(가) %2 동안 따라잡지 못함(replica.lag.time.max.ms)</translation>
    </message>
    <message>
        <source>broker %1 has caught up with the leader</source>
        <translation>브로커 %1이(가) 리더를 따라잡음</translation>
    </message>
    <message>
        <source>broker %1 was fenced</source>
        <translation>브로커 %1이(가) 펜싱됨</translation>
    </message>
    <message>
        <source>broker %1 shuts down</source>
        <translation>브로커 %1이(가) 종료하는 중</translation>
    </message>
    <message>
        <source>a new leader was elected</source>
        <translation>새 리더가 선출됨</translation>
    </message>
    <message>
        <source>%1 is below min.insync.replicas %2: the high watermark waits and acks=all answers NOT_ENOUGH_REPLICAS</source>
        <translation>%1은(는) min.insync.replicas %2보다 작음: 하이 워터마크가 멈추고 acks=all은 NOT_ENOUGH_REPLICAS로 응답함</translation>
    </message>
    <message>
        <source>%1 is starting</source>
        <translation>%1 시작 중</translation>
    </message>
    <message>
        <source>%1 is running</source>
        <translation>%1 실행 중</translation>
    </message>
    <message>
        <source>%1 was paused</source>
        <translation>%1 일시 정지됨</translation>
    </message>
    <message>
        <source>it answers nobody; after broker.session.timeout.ms the controller fences it</source>
        <translation>아무에게도 응답하지 않음. broker.session.timeout.ms가 지나면 컨트롤러가 펜싱함</translation>
    </message>
    <message>
        <source>%1 is shutting down</source>
        <translation>%1 종료 중</translation>
    </message>
    <message>
        <source>%1 has stopped</source>
        <translation>%1 멈춤</translation>
    </message>
    <message>
        <source>%1 was killed</source>
        <translation>%1 강제 종료됨</translation>
    </message>
    <message>
        <source>its memory is gone, its directory is as it was</source>
        <translation>메모리는 사라지고 디렉터리는 그대로 남음</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 실패</translation>
    </message>
    <message>
        <source>%1 was removed</source>
        <translation>%1 제거됨</translation>
    </message>
    <message>
        <source>it held nothing any more, and the cluster has forgotten it</source>
        <translation>더는 가진 것이 없고, 클러스터가 이 브로커를 잊음</translation>
    </message>
    <message>
        <source>Broker %1 registered</source>
        <translation>브로커 %1 등록됨</translation>
    </message>
    <message>
        <source>broker epoch %1; fenced until it has caught up with the metadata</source>
        <translation>브로커 에폭 %1. 메타데이터를 따라잡을 때까지 펜싱 상태</translation>
    </message>
    <message>
        <source>Broker %1 was fenced</source>
        <translation>브로커 %1 펜싱됨</translation>
    </message>
    <message>
        <source>no heartbeat for %1 (broker.session.timeout.ms); its partitions get other leaders</source>
        <translation>%1 동안 하트비트 없음(broker.session.timeout.ms). 파티션들이 다른 리더를 얻음</translation>
    </message>
    <message>
        <source>the broker asked for it</source>
        <translation>브로커가 스스로 요청함</translation>
    </message>
    <message>
        <source>Broker %1 was unfenced</source>
        <translation>브로커 %1 펜싱 해제됨</translation>
    </message>
    <message>
        <source>it has caught up with the metadata and serves clients</source>
        <translation>메타데이터를 따라잡고 클라이언트를 받기 시작함</translation>
    </message>
    <message>
        <source>Broker %1 asked for a controlled shutdown</source>
        <translation>브로커 %1이(가) controlled shutdown을 요청함</translation>
    </message>
    <message>
        <source>leadership moves to other brokers before it stops</source>
        <translation>멈추기 전에 리더십을 다른 브로커로 옮김</translation>
    </message>
    <message>
        <source>Fault: %1</source>
        <translation>장애: %1</translation>
    </message>
    <message>
        <source>in force until it is healed</source>
        <translation>복구할 때까지 계속됨</translation>
    </message>
    <message>
        <source>Healed: %1</source>
        <translation>복구됨: %1</translation>
    </message>
    <message>
        <source>no longer in force</source>
        <translation>더 이상 적용되지 않음</translation>
    </message>
    <message>
        <source>Node %1 leads the quorum, epoch %2</source>
        <translation>노드 %1이(가) 쿼럼 리더, 에폭 %2</translation>
    </message>
    <message>
        <source>it won a majority of the voters and is the active controller</source>
        <translation>보터의 과반을 얻어 활성 컨트롤러가 됨</translation>
    </message>
    <message>
        <source>Node %1 asks for votes, epoch %2</source>
        <translation>노드 %1이(가) 투표를 요청, 에폭 %2</translation>
    </message>
    <message>
        <source>it has not heard from a leader for controller.quorum.election.timeout.ms</source>
        <translation>controller.quorum.election.timeout.ms 동안 리더의 소식이 없었음</translation>
    </message>
    <message>
        <source>Node %1 asks for pre-votes, epoch %2</source>
        <translation>노드 %1이(가) 사전 투표를 요청, 에폭 %2</translation>
    </message>
    <message>
        <source>it asks whether an election could succeed before it starts one</source>
        <translation>선거를 시작하기 전에 이길 수 있는지 먼저 물어봄</translation>
    </message>
    <message>
        <source>Node %1 follows %2 in the quorum, epoch %3</source>
        <translation>노드 %1이(가) 쿼럼에서 %2을(를) 따름, 에폭 %3</translation>
    </message>
    <message>
        <source>Node %1 resigned as leader of the quorum, epoch %2</source>
        <translation>노드 %1이(가) 쿼럼 리더에서 물러남, 에폭 %2</translation>
    </message>
    <message>
        <source>Node %1 knows no leader of the quorum, epoch %2</source>
        <translation>노드 %1이(가) 쿼럼 리더를 모름, 에폭 %2</translation>
    </message>
    <message>
        <source>Node %1 wrote a metadata snapshot up to %2</source>
        <translation>노드 %1이(가) %2까지의 메타데이터 스냅샷을 기록함</translation>
    </message>
    <message>
        <source>%1; the metadata log before it may go</source>
        <translation>%1; 그 이전의 메타데이터 로그는 삭제될 수 있음</translation>
    </message>
    <message>
        <source>Node %1 fetched the metadata snapshot up to %2 from %3</source>
        <translation>노드 %1이(가) %3에서 %2까지의 메타데이터 스냅샷을 가져옴</translation>
    </message>
    <message>
        <source>it was away for so long that the leader&apos;s metadata log begins behind its own</source>
        <translation>오래 떨어져 있어 리더의 메타데이터 로그가 자신의 로그보다 뒤에서 시작함</translation>
    </message>
    <message>
        <source>Node %1 would vote for %2, epoch %3</source>
        <translation>노드 %1이(가) %2에게 투표할 의향, 에폭 %3</translation>
    </message>
    <message>
        <source>Node %1 voted for %2, epoch %3</source>
        <translation>노드 %1이(가) %2에게 투표, 에폭 %3</translation>
    </message>
    <message>
        <source>the candidate&apos;s metadata log is at least as long as its own</source>
        <translation>후보의 메타데이터 로그가 자기 것보다 짧지 않음</translation>
    </message>
    <message>
        <source>the partition was created; %1 is its first replica</source>
        <translation>파티션이 생성됨. %1이(가) 첫 번째 레플리카</translation>
    </message>
    <message>
        <source>broker %1 was fenced; %2 is first in ISR %3</source>
        <translation>브로커 %1이(가) 펜싱됨. %2이(가) ISR %3의 첫 번째</translation>
    </message>
    <message>
        <source>broker %1 shuts down; %2 is first in ISR %3</source>
        <translation>브로커 %1이(가) 종료함. %2이(가) ISR %3의 첫 번째</translation>
    </message>
    <message>
        <source>preferred leader election; %1 is the first of its replicas</source>
        <translation>선호 리더 선출. %1이(가) 첫 번째 레플리카</translation>
    </message>
    <message>
        <source>unclean election: nobody of the ISR was alive; records that %1 did not have are lost</source>
        <translation>unclean 선출: ISR에 살아 있는 브로커가 없었음. %1에 없던 레코드는 유실됨</translation>
    </message>
    <message>
        <source>broker %1, a member of the last ISR, is back</source>
        <translation>마지막 ISR의 브로커 %1이(가) 돌아옴</translation>
    </message>
    <message>
        <source>its replicas were reassigned</source>
        <translation>레플리카가 재할당됨</translation>
    </message>
    <message>
        <source>%1 has no leader</source>
        <translation>%1 리더 없음</translation>
    </message>
    <message>
        <source>broker %1 is gone and no member of ISR %2 is alive; clients wait</source>
        <translation>브로커 %1이(가) 사라지고 ISR %2에 살아 있는 브로커가 없음. 클라이언트는 기다림</translation>
    </message>
    <message>
        <source>%1 elected leader %2, epoch %3</source>
        <translation>%1 리더 %2 선출, 에폭 %3</translation>
    </message>
    <message>
        <source>%1 ISR %2 → %3</source>
        <translation>%1 ISR %2 → %3</translation>
    </message>
    <message>
        <source>%1 was truncated to %2 on broker %3</source>
        <translation>%1이(가) 브로커 %3에서 %2까지 잘림</translation>
    </message>
    <message>
        <source>%1 begins anew at %2 on broker %3</source>
        <translation>%1이(가) 브로커 %3에서 %2부터 새로 시작</translation>
    </message>
    <message>
        <source>the leader&apos;s log begins there, what was before is gone</source>
        <translation>리더 로그가 거기서 시작함. 그 앞은 사라짐</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) after it were removed</source>
        <translation>
            <numerusform>그 뒤의 레코드 %n개가 제거됨</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) after it were not in the leader&apos;s log, which differs from epoch %1 on</source>
        <translation>
            <numerusform>그 뒤의 레코드 %n개가 리더 로그에 없었음. 에폭 %1부터 갈라짐</numerusform>
        </translation>
    </message>
    <message>
        <source>the last one had reached segment.bytes</source>
        <translation>직전 세그먼트가 segment.bytes에 도달함</translation>
    </message>
    <message>
        <source>the last one was older than segment.ms</source>
        <translation>직전 세그먼트가 segment.ms보다 오래됨</translation>
    </message>
    <message>
        <source>the index of the last one was full (segment.index.bytes)</source>
        <translation>직전 세그먼트의 인덱스가 가득 참(segment.index.bytes)</translation>
    </message>
    <message>
        <source>the last one cannot hold more distant offsets</source>
        <translation>직전 세그먼트가 더 먼 오프셋을 담을 수 없음</translation>
    </message>
    <message>
        <source>%1 began segment %2 on broker %3</source>
        <translation>%1 새 세그먼트 %2, 브로커 %3</translation>
    </message>
    <message>
        <source>all its records were older than retention.ms</source>
        <translation>모든 레코드가 retention.ms보다 오래됨</translation>
    </message>
    <message>
        <source>the log was larger than retention.bytes</source>
        <translation>로그가 retention.bytes보다 큼</translation>
    </message>
    <message>
        <source>it ended before the log start offset</source>
        <translation>로그 시작 오프셋 앞에서 끝남</translation>
    </message>
    <message>
        <source>%1 deleted segment %2 to %3 on broker %4</source>
        <translation>%1 세그먼트 %2 ~ %3 삭제, 브로커 %4</translation>
    </message>
    <message>
        <source>%1 was compacted to %2 on broker %3</source>
        <translation>%1이(가) 브로커 %3에서 %2까지 압축(컴팩션)됨</translation>
    </message>
    <message>
        <source>%1 → %2, %3 of %4 records stay, segments %5 → %6</source>
        <translation>%1 → %2, 레코드 %4개 중 %3개 유지, 세그먼트 %5 → %6</translation>
    </message>
    <message>
        <source>Log directory %1 of broker %2 is offline</source>
        <translation>브로커 %2의 로그 디렉터리 %1이(가) 오프라인이 됨</translation>
    </message>
    <message>
        <source>%1; replicas that are offline with it: %2</source>
        <translation>%1; 함께 오프라인이 된 복제본: %2개</translation>
    </message>
    <message>
        <source>%1 cannot be compacted on broker %2</source>
        <translation>%1을(를) 브로커 %2에서 컴팩션할 수 없음</translation>
    </message>
    <message>
        <source>it is left as it is: %1</source>
        <translation>그대로 둠: %1</translation>
    </message>
    <message>
        <source>%1 was recovered to %2 on broker %3</source>
        <translation>%1이(가) 브로커 %3에서 %2까지 복구됨</translation>
    </message>
    <message>
        <source>after an unclean stop; %1 of an unfinished batch were cut off</source>
        <translation>비정상 종료 후. 끝나지 않은 배치 %1을(를) 잘라냄</translation>
    </message>
    <message>
        <source>after an unclean stop; every batch was whole</source>
        <translation>비정상 종료 후. 모든 배치가 온전했음</translation>
    </message>
    <message>
        <source>%1 high watermark waits</source>
        <translation>%1 하이 워터마크가 멈춤</translation>
    </message>
    <message>
        <source>Topic %1 was created</source>
        <translation>토픽 %1 생성됨</translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s), replication factor %1</source>
        <translation>
            <numerusform>파티션 %n개, 복제 팩터 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Topic %1 was deleted</source>
        <translation>토픽 %1 삭제됨</translation>
    </message>
    <message>
        <source>Topic %1 has more partitions: %2 → %3</source>
        <translation>토픽 %1 파티션 증가: %2 → %3</translation>
    </message>
    <message>
        <source>keys hash to other partitions from now on</source>
        <translation>이제부터 키가 다른 파티션으로 해시됨</translation>
    </message>
    <message>
        <source>%1: %2 = %3</source>
        <translation>%1: %2 = %3</translation>
    </message>
    <message>
        <source>%1: %2 is the default again</source>
        <translation>%1: %2 기본값으로 되돌림</translation>
    </message>
    <message>
        <source>configuration changed</source>
        <translation>설정 변경</translation>
    </message>
    <message>
        <source>%1: %2 joined</source>
        <translation>%1: %2 참여</translation>
    </message>
    <message>
        <source>the group has to share out its partitions again</source>
        <translation>그룹이 파티션을 다시 나눠야 함</translation>
    </message>
    <message>
        <source>it said goodbye (LeaveGroup)</source>
        <translation>정상적으로 떠남(LeaveGroup)</translation>
    </message>
    <message>
        <source>no heartbeat for session.timeout.ms</source>
        <translation>session.timeout.ms 동안 하트비트 없음</translation>
    </message>
    <message>
        <source>it did not come back within max.poll.interval.ms of the rebalance</source>
        <translation>리밸런스 후 max.poll.interval.ms 안에 돌아오지 않음</translation>
    </message>
    <message>
        <source>it was removed</source>
        <translation>제거됨</translation>
    </message>
    <message>
        <source>another member took its group.instance.id</source>
        <translation>다른 멤버가 같은 group.instance.id를 가져감</translation>
    </message>
    <message>
        <source>%1: %2 left</source>
        <translation>%1: %2 이탈</translation>
    </message>
    <message>
        <source>%1 began to rebalance</source>
        <translation>%1 리밸런스 시작</translation>
    </message>
    <message>
        <source>%1 began generation %2</source>
        <translation>%1 세대 %2 시작</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s), assignor %1</source>
        <translation>
            <numerusform>멤버 %n명, 할당자 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is stable in generation %2</source>
        <translation>%1 세대 %2에서 안정됨</translation>
    </message>
    <message>
        <source>%1 after the rebalance began</source>
        <translation>리밸런스 시작 후 %1</translation>
    </message>
    <message>
        <source>%1 committed offsets</source>
        <translation>%1 오프셋 커밋</translation>
    </message>
    <message numerus="yes">
        <source>of %n partition(s)</source>
        <translation>
            <numerusform>파티션 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is gone: no members, no offsets</source>
        <translation>%1 사라짐: 멤버도 오프셋도 없음</translation>
    </message>
    <message>
        <source>Offsets of %1 expired</source>
        <translation>%1의 오프셋 만료</translation>
    </message>
    <message numerus="yes">
        <source>%n offset(s) were not used for offsets.retention.minutes</source>
        <translation>
            <numerusform>오프셋 %n개가 offsets.retention.minutes 동안 쓰이지 않음</numerusform>
        </translation>
    </message>
    <message>
        <source>Broker %1 coordinates __consumer_offsets-%2</source>
        <translation>브로커 %1이(가) __consumer_offsets-%2의 코디네이터가 됨</translation>
    </message>
    <message>
        <source>Broker %1 no longer coordinates __consumer_offsets-%2</source>
        <translation>브로커 %1이(가) __consumer_offsets-%2의 코디네이터에서 물러남</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>그룹 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::EventsModel</name>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>이유</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ExportButton</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1에 쓸 수 없습니다: %2</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Writes what is shown here to a file.</source>
        <translation>여기에 보이는 것을 파일로 저장합니다.</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>그림 (PNG)…</translation>
    </message>
    <message>
        <source>Drawing (SVG)…</source>
        <translation>벡터 그림 (SVG)…</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>표 (CSV)…</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Format</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1분 %2초</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1시간 %2분</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1일 %2시간</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>시작 중</translation>
    </message>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>shutting down</source>
        <translation>종료 중</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>강제 종료</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>제거됨</translation>
    </message>
    <message>
        <source>unattached</source>
        <translation>unattached</translation>
    </message>
    <message>
        <source>prospective</source>
        <translation>prospective</translation>
    </message>
    <message>
        <source>candidate</source>
        <translation>후보</translation>
    </message>
    <message>
        <source>leader</source>
        <translation>리더</translation>
    </message>
    <message>
        <source>follower</source>
        <translation>팔로워</translation>
    </message>
    <message>
        <source>resigned</source>
        <translation>사임</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>브로커 %1</translation>
    </message>
    <message>
        <source>Controller %1</source>
        <translation>컨트롤러 %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::GroupsPage</name>
    <message>
        <source>Group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>그룹 %1</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>generation %1</source>
        <translation>세대 %1</translation>
    </message>
    <message>
        <source>coordinator %1</source>
        <translation>코디네이터 %1</translation>
    </message>
    <message>
        <source>lag</source>
        <translation>랙</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>랙</translation>
    </message>
    <message>
        <source>Offsets</source>
        <translation>오프셋</translation>
    </message>
    <message>
        <source>Lag in records, last 60 s</source>
        <translation>랙(레코드 수), 최근 60초</translation>
    </message>
    <message>
        <source>Rebalance</source>
        <translation>리밸런스</translation>
    </message>
    <message>
        <source>Add member</source>
        <translation>멤버 추가</translation>
    </message>
    <message>
        <source>Remove member</source>
        <translation>멤버 제거</translation>
    </message>
    <message>
        <source>Another group</source>
        <translation>다른 그룹</translation>
    </message>
    <message>
        <source>Members and their partitions</source>
        <translation>멤버와 담당 파티션</translation>
    </message>
    <message>
        <source>Committed offsets</source>
        <translation>커밋된 오프셋</translation>
    </message>
    <message>
        <source>No group chosen</source>
        <translation>선택한 그룹이 없습니다</translation>
    </message>
    <message>
        <source>A group appears when a consumer with a group.id joins. To have some:</source>
        <translation>group.id가 있는 컨슈머가 참여하면 그룹이 나타납니다. 만들어 보려면:</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>%1 is gone; last known: %2</source>
        <translation>%1 사라짐. 마지막 상태: %2</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LogModel</name>
    <message>
        <source>Offsets</source>
        <translation>오프셋</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LogPage</name>
    <message>
        <source>Broker %1 (leader)</source>
        <translation>브로커 %1(리더)</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>브로커 %1</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>log on broker %1</source>
        <translation>브로커 %1의 로그</translation>
    </message>
    <message numerus="yes">
        <source>%n segment(s)</source>
        <translation>
            <numerusform>세그먼트 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>브로커</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>Choose a segment above to see its batches and records.</source>
        <translation>위에서 세그먼트를 고르면 배치와 레코드가 보입니다.</translation>
    </message>
    <message>
        <source>This segment is empty.</source>
        <translation>빈 세그먼트입니다.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>다시 읽기</translation>
    </message>
    <message>
        <source>Segments by offset</source>
        <translation>오프셋별 세그먼트</translation>
    </message>
    <message>
        <source>Batches and records</source>
        <translation>배치와 레코드</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LogTexts</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>레코드 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>not compressed</source>
        <translation>압축 안 함</translation>
    </message>
    <message>
        <source>leader epoch %1</source>
        <translation>리더 에폭 %1</translation>
    </message>
    <message>
        <source>producer %1, epoch %2, from sequence %3</source>
        <translation>프로듀서 %1, 에폭 %2, 시퀀스 %3부터</translation>
    </message>
    <message>
        <source>control batch</source>
        <translation>컨트롤 배치</translation>
    </message>
    <message>
        <source>transactional</source>
        <translation>트랜잭션</translation>
    </message>
    <message>
        <source>CRC does not match</source>
        <translation>CRC가 맞지 않음</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MainWindow</name>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Cluster</source>
        <translation>클러스터(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>탐색 패널</translation>
    </message>
    <message>
        <source>Restore default layout</source>
        <translation>기본 배치로 되돌리기</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>System</source>
        <translation>시스템</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation>프레젠테이션 크기</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>움직임</translation>
    </message>
    <message>
        <source>Start the demo workload</source>
        <translation>데모 워크로드 시작</translation>
    </message>
    <message>
        <source>Stop the demo workload</source>
        <translation>데모 워크로드 중지</translation>
    </message>
    <message>
        <source>Create topic…</source>
        <translation>토픽 만들기…</translation>
    </message>
    <message>
        <source>Heal all faults</source>
        <translation>모든 장애 복구</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Command language</source>
        <translation>명령어</translation>
    </message>
    <message>
        <source>About Vitrine</source>
        <translation>Vitrine 정보</translation>
    </message>
    <message>
        <source>Resume the cluster</source>
        <translation>클러스터 재개</translation>
    </message>
    <message>
        <source>Pause the cluster</source>
        <translation>클러스터 일시 정지</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>New simulation…</source>
        <translation>새 시뮬레이션…</translation>
    </message>
    <message>
        <source>Open simulation…</source>
        <translation>시뮬레이션 열기…</translation>
    </message>
    <message>
        <source>Save recording…</source>
        <translation>기록 저장…</translation>
    </message>
    <message>
        <source>Open a recording or a scenario</source>
        <translation>기록 또는 시나리오 열기</translation>
    </message>
    <message>
        <source>Recordings and scenarios (*.recording *.scenario *.txt);;All files (*)</source>
        <translation>기록과 시나리오 (*.recording *.scenario *.txt);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1을(를) 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation>기록 저장</translation>
    </message>
    <message>
        <source>Recordings (*.recording);;All files (*)</source>
        <translation>기록 (*.recording);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1에 쓸 수 없습니다: %2</translation>
    </message>
    <message>
        <source>Bookmark this moment</source>
        <translation>이 순간을 북마크</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MapLegend</name>
    <message>
        <source>leader</source>
        <translation>리더</translation>
    </message>
    <message>
        <source>in sync</source>
        <translation>동기화됨</translation>
    </message>
    <message>
        <source>out of sync</source>
        <translation>동기화 이탈</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>오프라인</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>이동 중</translation>
    </message>
    <message>
        <source>high watermark</source>
        <translation>하이 워터마크</translation>
    </message>
    <message>
        <source>not visible yet</source>
        <translation>아직 보이지 않음</translation>
    </message>
    <message>
        <source>records being fetched</source>
        <translation>fetch 중인 레코드</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MapPage</name>
    <message>
        <source>Map</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>Cluster map</source>
        <translation>클러스터 맵</translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s)</source>
        <translation>
            <numerusform>파티션 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>replication factor %1</source>
        <translation>복제 팩터 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s)</source>
        <translation>
            <numerusform>토픽 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>under-replicated</source>
        <translation>복제 부족</translation>
    </message>
    <message>
        <source>without a leader</source>
        <translation>리더 없음</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>이동 중</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>필터: %1</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>roomy</source>
        <translation>넓게</translation>
    </message>
    <message>
        <source>compact</source>
        <translation>촘촘하게</translation>
    </message>
    <message>
        <source>Rows: %1</source>
        <translation>행: %1</translation>
    </message>
    <message>
        <source>Fold all topics</source>
        <translation>모든 토픽 접기</translation>
    </message>
    <message>
        <source>Unfold all topics</source>
        <translation>모든 토픽 펼치기</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MapTexts</name>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>fenced</source>
        <translation>펜싱됨</translation>
    </message>
    <message>
        <source>%1 %2 ago</source>
        <translation>%2 전 %1</translation>
    </message>
    <message>
        <source>running, but fenced</source>
        <translation>실행 중, 펜싱됨</translation>
    </message>
    <message>
        <source>running, quorum leader</source>
        <translation>실행 중, 쿼럼 리더</translation>
    </message>
    <message>
        <source>clients on port %1, controllers on port %2</source>
        <translation>클라이언트 포트 %1, 컨트롤러 포트 %2</translation>
    </message>
    <message>
        <source>logs %1</source>
        <translation>로그 %1</translation>
    </message>
    <message>
        <source>clients in %1, out %2</source>
        <translation>클라이언트 수신 %1, 송신 %2</translation>
    </message>
    <message>
        <source>replication in %1, out %2</source>
        <translation>복제 수신 %1, 송신 %2</translation>
    </message>
    <message>
        <source>clients on port %1; no controller: it observes the quorum</source>
        <translation>클라이언트 포트 %1, 컨트롤러 없음: 쿼럼을 관찰만 함</translation>
    </message>
    <message>
        <source>in the quorum: %1</source>
        <translation>쿼럼에서: %1</translation>
    </message>
    <message>
        <source>broker epoch %1</source>
        <translation>브로커 에폭 %1</translation>
    </message>
    <message>
        <source>Kill broker %1 (its memory is gone)</source>
        <translation>브로커 %1 강제 종료(메모리가 사라짐)</translation>
    </message>
    <message>
        <source>Stop broker %1 (controlled shutdown)</source>
        <translation>브로커 %1 정지(controlled shutdown)</translation>
    </message>
    <message>
        <source>Start broker %1</source>
        <translation>브로커 %1 시작</translation>
    </message>
    <message>
        <source>Resume broker %1</source>
        <translation>브로커 %1 재개</translation>
    </message>
    <message>
        <source>Pause broker %1 (it answers nobody)</source>
        <translation>브로커 %1 일시 정지(아무에게도 응답하지 않음)</translation>
    </message>
    <message>
        <source>Link to…</source>
        <translation>링크…</translation>
    </message>
    <message>
        <source>Heal the link to broker %1</source>
        <translation>브로커 %1과(와)의 링크 복구</translation>
    </message>
    <message>
        <source>Cut the link to broker %1</source>
        <translation>브로커 %1과(와)의 링크 끊기</translation>
    </message>
    <message>
        <source>Elect the preferred leader, broker %1</source>
        <translation>선호 리더 브로커 %1 선출</translation>
    </message>
    <message>
        <source>Slow the link to broker %1 by 200 ms</source>
        <translation>브로커 %1과(와)의 링크를 200 ms 늦추기</translation>
    </message>
    <message>
        <source>Elect the preferred leaders of %1</source>
        <translation>%1의 선호 리더 선출</translation>
    </message>
    <message>
        <source>Add a partition to %1</source>
        <translation>%1에 파티션 추가</translation>
    </message>
    <message>
        <source>Make broker %1 the leader of %2</source>
        <translation>브로커 %1을(를) %2의 리더로 만들기</translation>
    </message>
    <message>
        <source>Broker %1 leads %2</source>
        <translation>브로커 %1이(가) %2의 리더</translation>
    </message>
    <message>
        <source>Broker %1 cannot lead %2: it is not in the ISR</source>
        <translation>브로커 %1은(는) %2의 리더가 될 수 없음: ISR에 없음</translation>
    </message>
    <message>
        <source>other nodes on port %1; it has no replicas and serves no clients</source>
        <translation>다른 노드 포트 %1, 복제본과 클라이언트 없음</translation>
    </message>
    <message>
        <source>Kill controller %1 (its memory is gone)</source>
        <translation>컨트롤러 %1 강제 종료(메모리가 사라짐)</translation>
    </message>
    <message>
        <source>Stop controller %1 (it leaves the quorum politely)</source>
        <translation>컨트롤러 %1 정지(쿼럼에서 정상적으로 나감)</translation>
    </message>
    <message>
        <source>Start controller %1</source>
        <translation>컨트롤러 %1 시작</translation>
    </message>
    <message>
        <source>Resume controller %1</source>
        <translation>컨트롤러 %1 재개</translation>
    </message>
    <message>
        <source>Pause controller %1 (it answers nobody)</source>
        <translation>컨트롤러 %1 일시 정지(아무에게도 응답하지 않음)</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MapView</name>
    <message>
        <source>Cluster map</source>
        <translation>클러스터 맵</translation>
    </message>
    <message>
        <source>directory intact, %1</source>
        <translation>디렉터리 보존, %1</translation>
    </message>
    <message>
        <source>directory intact</source>
        <translation>디렉터리 보존</translation>
    </message>
    <message>
        <source>in %1, out %2</source>
        <translation>수신 %1, 송신 %2</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>시작 안 함</translation>
    </message>
    <message>
        <source>quorum leader</source>
        <translation>쿼럼 리더</translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s)</source>
        <translation>
            <numerusform>파티션 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n under-replicated</source>
        <translation>
            <numerusform>복제 부족 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>replication factor %1</source>
        <translation>복제 팩터 %1</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1개 표시</translation>
    </message>
    <message>
        <source>no leader</source>
        <translation>리더 없음</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>에폭 %1</translation>
    </message>
    <message>
        <source>No partition passes the filter</source>
        <translation>필터를 통과한 파티션이 없습니다</translation>
    </message>
    <message>
        <source>That is good news for this filter. Choose “Filter: all” to see every partition.</source>
        <translation>이 필터에서는 좋은 소식입니다. 모든 파티션을 보려면 “필터: 전체”를 고르세요.</translation>
    </message>
    <message>
        <source>The cluster is starting</source>
        <translation>클러스터를 시작하는 중입니다</translation>
    </message>
    <message>
        <source>Brokers read their directories, elect a controller and register with it.</source>
        <translation>브로커가 디렉터리를 읽고 컨트롤러를 선출한 뒤 등록합니다.</translation>
    </message>
    <message>
        <source>The cluster could not start</source>
        <translation>클러스터를 시작하지 못했습니다</translation>
    </message>
    <message>
        <source>The cluster is stopped</source>
        <translation>클러스터가 멈췄습니다</translation>
    </message>
    <message>
        <source>Its directories are as they were.</source>
        <translation>디렉터리는 그대로 남아 있습니다.</translation>
    </message>
    <message>
        <source>No topics yet</source>
        <translation>아직 토픽이 없습니다</translation>
    </message>
    <message>
        <source>Create one, here or with any Kafka client:</source>
        <translation>여기서 또는 아무 Kafka 클라이언트로 만들어 보세요:</translation>
    </message>
    <message>
        <source>replicas %1, ISR %2</source>
        <translation>레플리카 %1, ISR %2</translation>
    </message>
    <message numerus="yes">
        <source>%n without a leader</source>
        <translation>
            <numerusform>리더 없음 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>metadata quorum only</source>
        <translation>메타데이터 쿼럼만</translation>
    </message>
    <message>
        <source>controller</source>
        <translation>컨트롤러</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MessageLayer</name>
    <message>
        <source>Clients</source>
        <translation>클라이언트</translation>
    </message>
    <message numerus="yes">
        <source>%n on the way</source>
        <translation>
            <numerusform>전송 중 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MessageText</name>
    <message>
        <source>connecting</source>
        <translation>연결 중</translation>
    </message>
    <message>
        <source>held: link cut</source>
        <translation>멈춤: 링크 끊김</translation>
    </message>
    <message>
        <source>held: paused</source>
        <translation>멈춤: 일시 정지</translation>
    </message>
    <message>
        <source>held: not read</source>
        <translation>멈춤: 읽지 않음</translation>
    </message>
    <message>
        <source>held: slow</source>
        <translation>멈춤: 느림</translation>
    </message>
    <message>
        <source>waits: its connection does not stand yet</source>
        <translation>대기: 연결이 아직 맺어지지 않았습니다</translation>
    </message>
    <message>
        <source>held: the link is cut</source>
        <translation>멈춤: 링크가 끊겼습니다</translation>
    </message>
    <message>
        <source>held: the machine that it goes to is paused</source>
        <translation>멈춤: 받는 쪽이 일시 정지했습니다</translation>
    </message>
    <message>
        <source>waits: the machine that it goes to is slow, and busy with what came before</source>
        <translation>대기: 받는 컴퓨터가 느려 먼저 온 일을 아직 처리하는 중</translation>
    </message>
    <message>
        <source>waits: the receiver does not read from this connection now</source>
        <translation>대기: 받는 쪽이 지금 이 연결을 읽지 않습니다</translation>
    </message>
    <message>
        <source>%1 response from %2 to %3</source>
        <translation>%2에서 %3(으)로 가는 %1 응답</translation>
    </message>
    <message>
        <source>%1 request from %2 to %3</source>
        <translation>%2에서 %3(으)로 가는 %1 요청</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>sent %1 ago, arrives in %2</source>
        <translation>%1 전에 보냄, %2 뒤에 도착</translation>
    </message>
    <message>
        <source>Drop this %1</source>
        <translation>이 %1 버리기</translation>
    </message>
    <message>
        <source>Delay it by…</source>
        <translation>늦추기…</translation>
    </message>
    <message>
        <source>Let it arrive twice</source>
        <translation>두 번 도착하게 하기</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MessagesModel</name>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>From</source>
        <translation>보낸 곳</translation>
    </message>
    <message>
        <source>To</source>
        <translation>받는 곳</translation>
    </message>
    <message>
        <source>Arrives</source>
        <translation>도착</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>%1 response</source>
        <translation>%1 응답</translation>
    </message>
    <message>
        <source>%1 request</source>
        <translation>%1 요청</translation>
    </message>
    <message>
        <source>in %1 ms</source>
        <translation>%1 ms 뒤</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1 뒤</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MessagesPage</name>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message numerus="yes">
        <source>%n on the way</source>
        <translation>
            <numerusform>전송 중 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them held</source>
        <translation>
            <numerusform>그중 %n개 멈춤</numerusform>
        </translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>%1 response</source>
        <translation>%1 응답</translation>
    </message>
    <message>
        <source>%1 request</source>
        <translation>%1 요청</translation>
    </message>
    <message>
        <source>no longer on its way</source>
        <translation>더 이상 전송 중이 아님</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>버전 %1</translation>
    </message>
    <message>
        <source>correlation id %1</source>
        <translation>correlation id %1</translation>
    </message>
    <message>
        <source>not decoded</source>
        <translation>해석하지 못함</translation>
    </message>
    <message>
        <source>It has arrived, or is lost.</source>
        <translation>도착했거나 사라졌습니다.</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>늦추기</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Messages on their way</source>
        <translation>전송 중인 메시지</translation>
    </message>
    <message>
        <source>Nothing is on its way at this moment.</source>
        <translation>지금 전송 중인 메시지가 없습니다.</translation>
    </message>
    <message>
        <source>Fields of the chosen message</source>
        <translation>선택한 메시지의 필드</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>No message chosen</source>
        <translation>선택한 메시지 없음</translation>
    </message>
    <message>
        <source>Choose one here or on the map to see its fields; drop it, delay it, or let it arrive twice.</source>
        <translation>여기나 맵에서 메시지를 선택하면 필드를 볼 수 있습니다. 버리거나, 늦추거나, 두 번 도착하게 할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Navigation</name>
    <message>
        <source>Brokers, topics, groups and quorum</source>
        <translation>브로커, 토픽, 그룹, 쿼럼</translation>
    </message>
    <message>
        <source>Rebalance %1</source>
        <translation>%1 리밸런스</translation>
    </message>
    <message>
        <source>Add a member to %1</source>
        <translation>%1에 멤버 추가</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::NavigationModel</name>
    <message>
        <source>%1: partitions without a leader</source>
        <translation>%1: 리더 없는 파티션이 있음</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n partition(s) under-replicated</source>
        <translation>
            <numerusform>%1: 복제 부족 파티션 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>lag %1</source>
        <translation>랙 %1</translation>
    </message>
    <message>
        <source>rebalancing</source>
        <translation>리밸런싱 중</translation>
    </message>
    <message>
        <source>Metadata log</source>
        <translation>메타데이터 로그</translation>
    </message>
    <message>
        <source>no leader of the quorum</source>
        <translation>쿼럼 리더 없음</translation>
    </message>
    <message>
        <source>leader %1, epoch %2</source>
        <translation>리더 %1, 에폭 %2</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>브로커</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>토픽</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>Quorum</source>
        <translation>쿼럼</translation>
    </message>
    <message>
        <source>its coordinator, broker %1, is gone; last known: %2</source>
        <translation>코디네이터인 브로커 %1이(가) 사라짐. 마지막으로 알려진 상태: %2</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::NewSimulationDialog</name>
    <message>
        <source>A quiet cluster at work</source>
        <translation>조용히 일하는 클러스터</translation>
    </message>
    <message>
        <source>A seed of the swarm, with its faults</source>
        <translation>swarm 시드와 그 장애</translation>
    </message>
    <message>
        <source>New simulation</source>
        <translation>새 시뮬레이션</translation>
    </message>
    <message>
        <source>Three brokers and the demo workload. Nothing breaks but what you break.</source>
        <translation>브로커 세 대와 데모 워크로드. 직접 일으키는 장애 말고는 아무것도 고장 나지 않습니다.</translation>
    </message>
    <message>
        <source>What “vitrine simulate --seeds N” runs: cluster, clients and faults are drawn from the seed.</source>
        <translation>“vitrine simulate --seeds N”이 실행하는 것: 클러스터, 클라이언트, 장애를 시드에서 뽑습니다.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>The same seed gives the same run, on every machine.</source>
        <translation>같은 시드는 어느 컴퓨터에서나 똑같이 실행됩니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>시작</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::OffsetsModel</name>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>멤버</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>커밋됨</translation>
    </message>
    <message>
        <source>End</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>랙</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>담당 없음</translation>
    </message>
    <message>
        <source>This group has never committed an offset of this partition.</source>
        <translation>이 그룹은 이 파티션의 오프셋을 커밋한 적이 없습니다.</translation>
    </message>
    <message>
        <source>The leader of this partition is not known.</source>
        <translation>이 파티션의 리더를 알 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PlotCell</name>
    <message>
        <source>no group yet</source>
        <translation>아직 그룹이 없음</translation>
    </message>
    <message>
        <source>none so far</source>
        <translation>아직 없음</translation>
    </message>
    <message numerus="yes">
        <source>%n smaller one(s) not shown</source>
        <translation>
            <numerusform>더 작은 %n개는 표시하지 않음</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PlotMetrics</name>
    <message>
        <source>Bytes in from producers</source>
        <translation>프로듀서에서 들어온 바이트</translation>
    </message>
    <message>
        <source>Bytes out to consumers</source>
        <translation>컨슈머로 나간 바이트</translation>
    </message>
    <message>
        <source>Replication bytes in</source>
        <translation>복제로 들어온 바이트</translation>
    </message>
    <message>
        <source>Replication bytes out</source>
        <translation>복제로 나간 바이트</translation>
    </message>
    <message>
        <source>Records in per second</source>
        <translation>초당 들어온 레코드</translation>
    </message>
    <message>
        <source>Requests per second by broker</source>
        <translation>브로커별 초당 요청</translation>
    </message>
    <message>
        <source>Requests per second by API</source>
        <translation>API별 초당 요청</translation>
    </message>
    <message>
        <source>Mean latency by API</source>
        <translation>API별 평균 지연 시간</translation>
    </message>
    <message>
        <source>Errors per second by API</source>
        <translation>API별 초당 오류</translation>
    </message>
    <message>
        <source>Consumer lag by group</source>
        <translation>그룹별 컨슈머 랙</translation>
    </message>
    <message>
        <source>Under-replicated and offline partitions</source>
        <translation>복제 부족 및 오프라인 파티션</translation>
    </message>
    <message>
        <source>Log size by broker</source>
        <translation>브로커별 로그 크기</translation>
    </message>
    <message>
        <source>Log size by topic</source>
        <translation>토픽별 로그 크기</translation>
    </message>
    <message>
        <source>Open connections by broker</source>
        <translation>브로커별 열린 연결</translation>
    </message>
    <message>
        <source>The mean of the requests that were answered within a sample, from the last byte read to the response handed to the network; brokers count no percentiles. A Fetch that waits for records counts its waiting.</source>
        <translation>한 표본 동안 응답한 요청의 평균입니다. 마지막 바이트를 읽은 때부터 응답을 네트워크에 넘길 때까지 잽니다. 브로커는 백분위수를 집계하지 않습니다. 레코드를 기다리는 Fetch는 기다린 시간도 포함합니다.</translation>
    </message>
    <message>
        <source>The sum over all replicas.</source>
        <translation>모든 레플리카의 합계입니다.</translation>
    </message>
    <message>
        <source>Responses with an error code.</source>
        <translation>오류 코드가 있는 응답입니다.</translation>
    </message>
    <message>
        <source>Of all partitions of a group together: high watermark minus committed offset.</source>
        <translation>그룹의 모든 파티션을 합한 값: 하이 워터마크에서 커밋된 오프셋을 뺀 값입니다.</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>브로커 %1</translation>
    </message>
    <message>
        <source>under-replicated</source>
        <translation>복제 부족</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>오프라인</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PlotsPage</name>
    <message>
        <source>Plots</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>live, a sample each %1 ms</source>
        <translation>실시간, %1 ms마다 표본 하나</translation>
    </message>
    <message>
        <source>standing still at %1</source>
        <translation>%1에 멈춤</translation>
    </message>
    <message>
        <source>all that is kept</source>
        <translation>보관 중인 전체</translation>
    </message>
    <message>
        <source>last %1 min</source>
        <translation>최근 %1분</translation>
    </message>
    <message>
        <source>Plots shown</source>
        <translation>표시할 그래프</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>실시간으로 돌아가기</translation>
    </message>
    <message>
        <source>Zoom to it</source>
        <translation>이 구간 확대</translation>
    </message>
    <message>
        <source>No plot is chosen. &quot;Plots shown&quot; has them all.</source>
        <translation>선택한 그래프가 없습니다. &quot;표시할 그래프&quot;에서 고르십시오.</translation>
    </message>
    <message>
        <source>Plots over time</source>
        <translation>시간에 따른 그래프</translation>
    </message>
    <message>
        <source>Drag to choose a range of time; arrows, plus and minus move the axis, End goes back to live.</source>
        <translation>끌어서 시간 구간을 선택합니다. 화살표와 더하기, 빼기 키로 축을 움직이고, End 키로 실시간으로 돌아갑니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PortQuestion</name>
    <message>
        <source>Brokers could listen from port %1 and controllers from port %2 instead.</source>
        <translation>대신 브로커는 포트 %1부터, 컨트롤러는 포트 %2부터 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Use ports from %1</source>
        <translation>포트 %1부터 사용</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ProducePage</name>
    <message>
        <source>Produce</source>
        <translation>프로듀스</translation>
    </message>
    <message>
        <source>records from this window, through the same protocol as any client</source>
        <translation>이 창에서 보내는 레코드, 다른 클라이언트와 같은 프로토콜</translation>
    </message>
    <message>
        <source>by key</source>
        <translation>키에 따라</translation>
    </message>
    <message>
        <source>A header is written key=value; several are separated by commas.</source>
        <translation>헤더는 키=값으로 쓰고, 여러 개는 쉼표로 나눕니다.</translation>
    </message>
    <message>
        <source>There is no topic yet.</source>
        <translation>아직 토픽이 없습니다.</translation>
    </message>
    <message>
        <source>→ partition %1, as chosen; the key does not decide</source>
        <translation>→ 파티션 %1, 직접 지정함. 키는 영향을 주지 않음</translation>
    </message>
    <message>
        <source>→ without a key: one partition for a batch, then another (sticky)</source>
        <translation>→ 키 없음: 배치마다 한 파티션씩 돌아가며 보냄(sticky)</translation>
    </message>
    <message>
        <source>→ partition %1: murmur2 of the key is %2, without its sign modulo %3</source>
        <translation>→ 파티션 %1: 키의 murmur2는 %2, 부호를 떼고 %3으로 나눈 나머지</translation>
    </message>
    <message>
        <source>record 0 </source>
        <translation>레코드 0 </translation>
    </message>
    <message>
        <source>it has no leader now</source>
        <translation>지금 리더가 없음</translation>
    </message>
    <message>
        <source>sending…</source>
        <translation>보내는 중…</translation>
    </message>
    <message>
        <source>%1 acknowledged</source>
        <translation>%1개 확인됨</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1개 실패</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>토픽</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>헤더</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>no key (null)</source>
        <translation>키 없음(null)</translation>
    </message>
    <message>
        <source>tombstone (null)</source>
        <translation>툼스톤(null)</translation>
    </message>
    <message>
        <source>trace-id=7f3a, source=window</source>
        <translation>trace-id=7f3a, source=window</translation>
    </message>
    <message>
        <source>{n} stands for the number of the record, from 0.</source>
        <translation>{n}은 0부터 센 레코드 번호로 바뀝니다.</translation>
    </message>
    <message>
        <source>all: the leader waits for the ISR; 1: for itself; 0: for nothing</source>
        <translation>all: 리더가 ISR을 기다림, 1: 리더만, 0: 기다리지 않음</translation>
    </message>
    <message>
        <source>unlimited</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source> /s</source>
        <translation> /초</translation>
    </message>
    <message>
        <source>records per second</source>
        <translation>초당 레코드 수</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Each record that is sent is listed here: its partition and offset, or why it was refused.</source>
        <translation>보낸 레코드마다 파티션과 오프셋, 또는 거부된 이유가 여기에 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RangeChip</name>
    <message>
        <source>Only this time is shown, in every view. Click or press Escape to show all of it again.</source>
        <translation>모든 보기에 이 시간만 표시합니다. 클릭하거나 Esc 키를 누르면 다시 전체를 표시합니다.</translation>
    </message>
    <message>
        <source>Time shown: %1. Press to show all of it again.</source>
        <translation>표시하는 시간: %1. 누르면 다시 전체를 표시합니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RecordsModel</name>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>오프셋</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ReplicationPage</name>
    <message>
        <source>Replicas</source>
        <translation>레플리카</translation>
    </message>
    <message>
        <source>Replication</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Replication of the chosen partition</source>
        <translation>선택한 파티션의 복제</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ReplicationView</name>
    <message>
        <source>No leader: nobody of ISR %1 is alive. Producers and consumers of this partition wait until one of them is back.</source>
        <translation>리더 없음: ISR %1에 살아 있는 브로커가 없습니다. 그중 하나가 돌아올 때까지 이 파티션의 프로듀서와 컨슈머는 기다립니다.</translation>
    </message>
    <message>
        <source>Leader %1 is %2. The controller notices when its session ends (broker.session.timeout.ms) and elects another of ISR %3.</source>
        <translation>리더 %1 상태: %2. 세션이 끝나면(broker.session.timeout.ms) 컨트롤러가 알아차리고 ISR %3에서 다른 리더를 선출합니다.</translation>
    </message>
    <message>
        <source>ISR %1 → %2: %3.</source>
        <translation>ISR %1 → %2: %3.</translation>
    </message>
    <message>
        <source>ISR %1 of replicas %2.</source>
        <translation>레플리카 %2 중 ISR %1.</translation>
    </message>
    <message>
        <source>Every replica is in sync: ISR %1.</source>
        <translation>모든 레플리카가 동기화됨: ISR %1.</translation>
    </message>
    <message numerus="yes">
        <source>acks=all waits for %n replica(s).</source>
        <translation>
            <numerusform>acks=all은 레플리카 %n개를 기다립니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>has not shown its log yet</source>
        <translation>아직 로그를 보여 주지 않음</translation>
    </message>
    <message>
        <source>log end %1</source>
        <translation>로그 끝 %1</translation>
    </message>
    <message>
        <source>%1, %2 behind</source>
        <translation>%1, %2개 뒤처짐</translation>
    </message>
    <message>
        <source>%1, level with the leader</source>
        <translation>%1, 리더와 같음</translation>
    </message>
    <message>
        <source>last fetch %1 ago</source>
        <translation>마지막 fetch %1 전</translation>
    </message>
    <message>
        <source>fenced</source>
        <translation>펜싱됨</translation>
    </message>
    <message>
        <source>Choose a partition on the map to see its replicas side by side.</source>
        <translation>맵에서 파티션을 고르면 레플리카를 나란히 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>브로커 %1</translation>
    </message>
    <message>
        <source>high watermark %1</source>
        <translation>하이 워터마크 %1</translation>
    </message>
    <message>
        <source>not visible yet</source>
        <translation>아직 보이지 않음</translation>
    </message>
    <message>
        <source>Broker %1 is %2, but still in ISR %3: the high watermark and acks=all wait for it until the controller fences it (broker.session.timeout.ms) or the leader drops it (replica.lag.time.max.ms).</source>
        <translation>브로커 %1 상태: %2. 아직 ISR %3에 있어서, 컨트롤러가 펜싱하거나(broker.session.timeout.ms) 리더가 ISR에서 뺄 때까지(replica.lag.time.max.ms) 하이 워터마크와 acks=all이 기다립니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ResultsModel</name>
    <message>
        <source>Record</source>
        <translation>레코드</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>오프셋</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연</translation>
    </message>
    <message>
        <source>sent, no answer asked (acks=0)</source>
        <translation>보냄, 응답을 요구하지 않음(acks=0)</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>확인됨</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SegmentsView</name>
    <message>
        <source>segment %1 to %2</source>
        <translation>세그먼트 %1 ~ %2</translation>
    </message>
    <message>
        <source>oldest record %1</source>
        <translation>가장 오래된 레코드 %1</translation>
    </message>
    <message>
        <source>newest record %1, %2 ago</source>
        <translation>가장 새로운 레코드 %1, %2 전</translation>
    </message>
    <message>
        <source>active: records are appended here; it is never deleted</source>
        <translation>활성: 레코드가 여기에 추가되며 삭제되지 않음</translation>
    </message>
    <message>
        <source>deleted after %1</source>
        <translation>%1 이후 삭제</translation>
    </message>
    <message>
        <source>Nothing is deleted: the only segment is the active one. It is closed when it reaches segment.bytes or segment.ms.</source>
        <translation>삭제할 것이 없습니다. 유일한 세그먼트가 활성 세그먼트이며, segment.bytes나 segment.ms에 도달하면 닫힙니다.</translation>
    </message>
    <message>
        <source>Nothing is deleted: no retention rule reaches a segment (retention.ms, retention.bytes).</source>
        <translation>삭제할 것이 없습니다. 어떤 보존 규칙도 세그먼트에 닿지 않습니다(retention.ms, retention.bytes).</translation>
    </message>
    <message>
        <source>segment %1 to %2 (%3)</source>
        <translation>세그먼트 %1 ~ %2(%3)</translation>
    </message>
    <message>
        <source>Next to go: %1, at the next check (log.retention.check.interval.ms).</source>
        <translation>다음 삭제 대상: %1, 다음 점검 때(log.retention.check.interval.ms).</translation>
    </message>
    <message>
        <source>Next to go: %1 in %2, when its newest record is older than retention.ms.</source>
        <translation>다음 삭제 대상: %1, %2 후. 가장 새로운 레코드가 retention.ms보다 오래되면 삭제됩니다.</translation>
    </message>
    <message>
        <source>This broker has not shown the segments of this partition.</source>
        <translation>이 브로커는 이 파티션의 세그먼트를 보여 주지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose a partition on the map.</source>
        <translation>맵에서 파티션을 고르세요.</translation>
    </message>
    <message>
        <source>active, %1</source>
        <translation>활성, %1</translation>
    </message>
    <message>
        <source>deleted in %1</source>
        <translation>%1 후 삭제</translation>
    </message>
    <message>
        <source>deleted next</source>
        <translation>다음에 삭제</translation>
    </message>
    <message>
        <source>%1 old</source>
        <translation>%1 지남</translation>
    </message>
    <message>
        <source>high watermark %1</source>
        <translation>하이 워터마크 %1</translation>
    </message>
    <message>
        <source>log start %1</source>
        <translation>로그 시작 %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SimulationSession</name>
    <message>
        <source>Written down at %1. It is carried out when time goes on.</source>
        <translation>%1에 기록했습니다. 시간이 흐르면 실행됩니다.</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>이 창</translation>
    </message>
    <message>
        <source>client %1</source>
        <translation>클라이언트 %1</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>브로커 %1</translation>
    </message>
    <message>
        <source>Simulation, seed %1</source>
        <translation>시뮬레이션, 시드 %1</translation>
    </message>
    <message>
        <source>The run is on its way to another time. Say it again when it is there.</source>
        <translation>다른 시각으로 이동하는 중입니다. 도착한 뒤에 다시 입력하세요.</translation>
    </message>
    <message>
        <source>In a simulation records are sent without headers.</source>
        <translation>시뮬레이션에서는 헤더 없이 레코드를 보냅니다.</translation>
    </message>
    <message>
        <source>In a simulation a record needs a value.</source>
        <translation>시뮬레이션에서는 레코드에 값이 있어야 합니다.</translation>
    </message>
    <message>
        <source>In a simulation records are sent at once: leave the rate at its maximum.</source>
        <translation>시뮬레이션에서는 레코드를 한꺼번에 보냅니다. 속도를 최대로 두세요.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SimulationText</name>
    <message>
        <source>max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>as fast as it goes</source>
        <translation>최대한 빠르게</translation>
    </message>
    <message>
        <source>%1, after %2 events</source>
        <translation>%1, 이벤트 %2개 뒤</translation>
    </message>
    <message>
        <source>Branch %1</source>
        <translation>브랜치 %1</translation>
    </message>
    <message>
        <source>Branch %1, from %2 at %3</source>
        <translation>브랜치 %1, %2의 %3에서</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TimelinePage</name>
    <message>
        <source>Timeline</source>
        <translation>타임라인</translation>
    </message>
    <message>
        <source>what happened, and why</source>
        <translation>무슨 일이 왜 일어났는지</translation>
    </message>
    <message>
        <source>what happened, and why · %1 older events are no longer held</source>
        <translation>무슨 일이 왜 일어났는지 · 오래된 이벤트 %1개는 더 이상 보관하지 않음</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Routine: commits, votes, coordinators</source>
        <translation>일상: 커밋, 투표, 코디네이터</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>따라가기</translation>
    </message>
    <message>
        <source>The axis moves with the present.</source>
        <translation>축이 현재 시각을 따라 움직입니다.</translation>
    </message>
    <message>
        <source>Events by time</source>
        <translation>시간순 이벤트</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>이벤트 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>about %1 records produced</source>
        <translation>레코드 약 %1개 생산</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>검색 중…</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) found</source>
        <translation>
            <numerusform>이벤트 %n개 찾음</numerusform>
        </translation>
    </message>
    <message>
        <source>Bookmark %1</source>
        <translation>북마크 %1</translation>
    </message>
    <message>
        <source>There are %1 bookmarks already; remove one first.</source>
        <translation>북마크가 이미 %1개 있습니다. 먼저 하나를 제거하십시오.</translation>
    </message>
    <message>
        <source>Bookmark this moment</source>
        <translation>이 순간을 북마크</translation>
    </message>
    <message>
        <source>Drag to choose a range of time; arrows, plus and minus move the axis.</source>
        <translation>끌어서 시간 구간을 선택합니다. 화살표와 더하기, 빼기 키로 축을 움직입니다.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Search in the events</source>
        <translation>이벤트에서 검색</translation>
    </message>
    <message>
        <source>Zoom to it</source>
        <translation>이 구간 확대</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>북마크</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TimelineView</name>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>아직 아무 일도 없었습니다.</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>장애</translation>
    </message>
    <message>
        <source>from %1 to %2: %3</source>
        <translation>%1부터 %2까지: %3</translation>
    </message>
    <message>
        <source>in force since %1: %2</source>
        <translation>%1부터 계속됨: %2</translation>
    </message>
    <message>
        <source>Caused by: %1</source>
        <translation>원인: %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TopBar</name>
    <message>
        <source>Quorum %1 @ %2</source>
        <translation>쿼럼 %1 @ %2</translation>
    </message>
    <message>
        <source>Quorum leader %1, epoch %2</source>
        <translation>쿼럼 리더 %1, 에폭 %2</translation>
    </message>
    <message>
        <source>the active controller; metadata log at %1</source>
        <translation>활성 컨트롤러. 메타데이터 로그 위치 %1</translation>
    </message>
    <message>
        <source>No quorum leader</source>
        <translation>쿼럼 리더 없음</translation>
    </message>
    <message>
        <source>metadata cannot change until a majority elects one</source>
        <translation>과반이 리더를 선출할 때까지 메타데이터를 바꿀 수 없음</translation>
    </message>
    <message numerus="yes">
        <source>%n broker(s)</source>
        <translation>
            <numerusform>브로커 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s)</source>
        <translation>
            <numerusform>토픽 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 records/s</source>
        <translation>%1 레코드/초</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>라이브</translation>
    </message>
    <message>
        <source>Simulation</source>
        <translation>시뮬레이션</translation>
    </message>
    <message>
        <source>Brokers run now, on this machine, on 127.0.0.1. Clients: bootstrap.servers=%1</source>
        <translation>브로커가 지금 이 컴퓨터의 127.0.0.1에서 실행 중입니다. 클라이언트: bootstrap.servers=%1</translation>
    </message>
    <message>
        <source>%1, starting</source>
        <translation>%1, 시작 중</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation>%1, 일시 정지</translation>
    </message>
    <message>
        <source>%1, stopped</source>
        <translation>%1, 멈춤</translation>
    </message>
    <message>
        <source>Could not start</source>
        <translation>시작하지 못함</translation>
    </message>
    <message numerus="yes">
        <source>%n without a leader</source>
        <translation>
            <numerusform>리더 없음 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>partitions that nobody can write to or read from</source>
        <translation>아무도 쓰거나 읽을 수 없는 파티션</translation>
    </message>
    <message numerus="yes">
        <source>%n under-replicated</source>
        <translation>
            <numerusform>복제 부족 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>partitions whose ISR is smaller than their replicas</source>
        <translation>ISR이 레플리카보다 적은 파티션</translation>
    </message>
    <message>
        <source>fully replicated</source>
        <translation>모두 복제됨</translation>
    </message>
    <message>
        <source>the ISR of every partition has all its replicas</source>
        <translation>모든 파티션의 ISR에 모든 레플리카가 있음</translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s)</source>
        <translation>
            <numerusform>장애 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Heal all</source>
        <translation>모두 복구</translation>
    </message>
    <message>
        <source>End every fault in force:
%1</source>
        <translation>적용 중인 장애를 모두 복구:
%1</translation>
    </message>
    <message>
        <source>No fault is in force.</source>
        <translation>적용 중인 장애가 없습니다.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>재개</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Everything goes on where it stood (Space): %1</source>
        <translation>멈춘 곳에서 모두 이어서 진행합니다(스페이스): %1</translation>
    </message>
    <message>
        <source>Every broker and every client of this window stands still, and their time with them (Space): %1</source>
        <translation>모든 브로커와 이 창의 클라이언트가 시간까지 함께 멈춥니다(스페이스): %1</translation>
    </message>
    <message>
        <source>Every broker stands still; clients from outside keep their own clocks.</source>
        <translation>모든 브로커가 멈춰 있습니다. 외부 클라이언트의 시계는 계속 갑니다.</translation>
    </message>
    <message>
        <source>Brokers, clients, network and disks are simulated, in a time of their own. No client from outside can connect.</source>
        <translation>브로커, 클라이언트, 네트워크, 디스크를 그들만의 시간 속에서 시뮬레이션합니다. 외부 클라이언트는 연결할 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TransportBar</name>
    <message>
        <source>One event back: the run is repeated up to there (Shift+F10)</source>
        <translation>이벤트 하나 뒤로: 그곳까지 다시 실행합니다 (Shift+F10)</translation>
    </message>
    <message>
        <source>One event back</source>
        <translation>이벤트 하나 뒤로</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>To the next event: a message arrives, a timer is due, a sync is done (F10)</source>
        <translation>다음 이벤트까지: 메시지 도착, 타이머 만료, 동기화 완료 (F10)</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Until the next message arrives (F11)</source>
        <translation>다음 메시지가 도착할 때까지 (F11)</translation>
    </message>
    <message>
        <source>Simulated time passes: %1 (F12)</source>
        <translation>시뮬레이션 시간을 진행: %1 (F12)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Simulated seconds in a second, from a thousandth to as fast as it goes</source>
        <translation>1초 동안 흐르는 시뮬레이션 시간(초), 천분의 일부터 최대한 빠르게까지</translation>
    </message>
    <message>
        <source>Fork here</source>
        <translation>여기서 분기</translation>
    </message>
    <message>
        <source>A second branch begins at this time; this one stays as it is.</source>
        <translation>이 시각에서 두 번째 브랜치가 시작됩니다. 이 브랜치는 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>비교…</translation>
    </message>
    <message>
        <source>Simulated time</source>
        <translation>시뮬레이션 시간</translation>
    </message>
    <message>
        <source>on the way to %1…</source>
        <translation>%1(으)로 가는 중…</translation>
    </message>
    <message>
        <source>event %1</source>
        <translation>이벤트 %1</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Simulated time stands still (Space)</source>
        <translation>시뮬레이션 시간을 멈춥니다 (Space)</translation>
    </message>
    <message>
        <source>Simulated time goes on (Space)</source>
        <translation>시뮬레이션 시간을 진행합니다 (Space)</translation>
    </message>
    <message>
        <source>%1 (%2 ×)</source>
        <translation>%1 (%2 ×)</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) violated</source>
        <translation>
            <numerusform>규칙 위반 %n건</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: wrong rule</source>
        <translation>%1: 잘못된 규칙</translation>
    </message>
    <message>
        <source>%1: right rule</source>
        <translation>%1: 올바른 규칙</translation>
    </message>
    <message>
        <source>The brokers follow the rule as it once was, wrong. Click: the same run with the right one.</source>
        <translation>브로커가 예전의 잘못된 규칙을 따릅니다. 클릭하면 올바른 규칙으로 같은 실행을 봅니다.</translation>
    </message>
    <message>
        <source>The brokers follow the right rule. Click: the same run with the rule as it once was.</source>
        <translation>브로커가 올바른 규칙을 따릅니다. 클릭하면 예전 규칙으로 같은 실행을 봅니다.</translation>
    </message>
    <message>
        <source>Branch %1</source>
        <translation>브랜치 %1</translation>
    </message>
    <message>
        <source>What differs between this branch and another</source>
        <translation>이 브랜치와 다른 브랜치의 차이</translation>
    </message>
    <message>
        <source>There is one branch. Fork here, do something, then compare.</source>
        <translation>브랜치가 하나뿐입니다. 여기서 분기하고 무언가를 한 다음 비교하세요.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>그 밖에 %n건</numerusform>
        </translation>
    </message>
</context>
</TS>
