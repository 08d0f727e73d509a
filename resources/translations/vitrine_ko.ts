<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>Windows</name>
    <message>
        <source>“%1” is no configuration: say it as key=value.</source>
        <translation>“%1”: 설정 형식이 아닙니다. key=value 형식으로 적으십시오.</translation>
    </message>
    <message>
        <source>No temporary directory can be made; choose a data directory.</source>
        <translation>임시 디렉터리를 만들 수 없습니다. 데이터 디렉터리를 고르십시오.</translation>
    </message>
    <message>
        <source>Open saved cluster</source>
        <translation>저장된 클러스터 열기</translation>
    </message>
    <message>
        <source>Clusters (*.vitrine);;All files (*)</source>
        <translation>클러스터 (*.vitrine);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Data directory of a stopped cluster</source>
        <translation>정지된 클러스터의 데이터 디렉터리</translation>
    </message>
    <message>
        <source>%1 is no longer there.</source>
        <translation>%1: 더 이상 없습니다.</translation>
    </message>
</context>
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
        <translation>강제 종료되었거나 정지된 브로커를 원래 디렉터리로 다시 시작합니다.</translation>
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
        <translation>브로커의 모든 레플리카를 다른 브로커로 옮깁니다.</translation>
    </message>
    <message>
        <source>A broker that was added and holds no replica shuts down, is unregistered, and its directory goes.</source>
        <translation>추가된 브로커가 레플리카를 갖고 있지 않으면 정상 종료하고 등록을 해제하며, 디렉터리도 지웁니다.</translation>
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
        <translation>파티션의 레플리카를 브로커 A, B, C로 옮깁니다. 첫 번째가 선호 리더입니다.</translation>
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
    <message>
        <source>Packets between two brokers get lost with that chance; TCP sends them again later, and what follows waits.</source>
        <translation>두 브로커 사이의 패킷이 이 확률로 손실됩니다. TCP가 나중에 다시 보내며, 뒤따르는 것은 그동안 기다립니다.</translation>
    </message>
    <message>
        <source>Heals every link, disk and clock, resumes paused brokers, starts killed and stopped ones.</source>
        <translation>모든 링크, 디스크, 시계를 복구하고, 일시 정지된 브로커를 재개하며, 강제 종료되거나 정지된 브로커를 시작합니다.</translation>
    </message>
    <message>
        <source>The wall clock of a broker goes forward, or back (-5s); off: to the right time.</source>
        <translation>브로커의 벽시계가 앞으로 또는 뒤로(-5s) 이동합니다. off: 올바른 시각으로 돌아갑니다.</translation>
    </message>
    <message>
        <source>Sets where a group without members begins; --dry-run only tells.</source>
        <translation>멤버가 없는 그룹이 어디서부터 읽을지 정합니다. --dry-run은 결과만 알려 줍니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::core</name>
    <message>
        <source>port %1 on %2 is in use by another process; choose another with --base-port</source>
        <translation>%2의 포트 %1: 다른 프로세스가 쓰고 있습니다. --base-port로 다른 포트를 고르십시오</translation>
    </message>
    <message>
        <source>from port %1 on there is no free block of ports; choose one with --base-port</source>
        <translation>포트 %1부터는 비어 있는 포트 묶음이 없습니다. --base-port로 고르십시오</translation>
    </message>
    <message>
        <source>%1 is not an address of this machine: %2</source>
        <translation>이 컴퓨터의 주소가 아닙니다(%1): %2</translation>
    </message>
    <message>
        <source>listening at %1 failed: %2</source>
        <translation>%1에서 연결을 받을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>the log directory %1 is in use by another broker; stop that one or choose another with --data-dir</source>
        <translation>로그 디렉터리 %1: 다른 브로커가 쓰고 있습니다. 그 브로커를 정지하거나 --data-dir로 다른 디렉터리를 고르십시오</translation>
    </message>
    <message>
        <source>%1 is in use: a node runs on it; stop the cluster first</source>
        <translation>%1: 사용 중입니다. 이 디렉터리에서 노드가 실행되고 있으니 클러스터를 먼저 정지하십시오</translation>
    </message>
    <message>
        <source>%1 has no log directory of a node in it: none of its directories has a meta.properties</source>
        <translation>%1에는 노드의 로그 디렉터리가 없습니다. meta.properties가 있는 디렉터리가 하나도 없습니다</translation>
    </message>
    <message>
        <source>this node has no log directory</source>
        <translation>이 노드에는 로그 디렉터리가 없습니다</translation>
    </message>
    <message>
        <source>the node was stopped</source>
        <translation>노드가 정지되었습니다</translation>
    </message>
    <message>
        <source>it was opened for reading only</source>
        <translation>읽기 전용으로 열렸습니다</translation>
    </message>
    <message>
        <source>the position is negative</source>
        <translation>위치가 음수입니다</translation>
    </message>
    <message>
        <source>it is the log directory itself</source>
        <translation>로그 디렉터리 자체입니다</translation>
    </message>
    <message>
        <source>&apos;.&apos; and &apos;..&apos; are not names of a log directory</source>
        <translation>&apos;.&apos;와 &apos;..&apos; 같은 이름은 로그 디렉터리에 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>creating the log directory %1 failed: %2</source>
        <translation>로그 디렉터리 %1: 만들 수 없습니다: %2</translation>
    </message>
    <message>
        <source>creating %1 failed: %2</source>
        <translation>%1: 만들 수 없습니다: %2</translation>
    </message>
    <message>
        <source>opening %1 failed: %2</source>
        <translation>%1: 열 수 없습니다: %2</translation>
    </message>
    <message>
        <source>locking %1 failed: %2</source>
        <translation>%1: 잠글 수 없습니다: %2</translation>
    </message>
    <message>
        <source>reading %1 failed: %2</source>
        <translation>%1: 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>writing to %1 failed: %2</source>
        <translation>%1에 쓸 수 없습니다: %2</translation>
    </message>
    <message>
        <source>appending to %1 failed: %2</source>
        <translation>%1에 덧붙일 수 없습니다: %2</translation>
    </message>
    <message>
        <source>looking for %1 failed: %2</source>
        <translation>%1: 찾을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>renaming to %1 failed: %2</source>
        <translation>새 이름 %1: 이름을 바꿀 수 없습니다: %2</translation>
    </message>
    <message>
        <source>listing %1 failed: %2</source>
        <translation>%1의 목록을 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>removing %1 failed: %2</source>
        <translation>%1: 지울 수 없습니다: %2</translation>
    </message>
    <message>
        <source>truncating %1 failed: %2</source>
        <translation>%1: 자를 수 없습니다: %2</translation>
    </message>
    <message>
        <source>syncing %1 failed: %2</source>
        <translation>%1: 디스크에 sync할 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 could not be removed: %2</source>
        <translation>%1: 지울 수 없습니다: %2</translation>
    </message>
    <message>
        <source>The data directory %1 cannot be served: %2.</source>
        <translation>데이터 디렉터리 %1: 쓸 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>%1 belongs to another cluster than the directories before it</source>
        <translation>%1: 앞의 디렉터리들과 다른 클러스터의 것입니다</translation>
    </message>
    <message>
        <source>%1 is a node&apos;s own log directory; log.dirs names directories below which every broker has one</source>
        <translation>%1: 한 노드의 로그 디렉터리입니다. log.dirs에는 그 아래에 브로커마다 디렉터리를 두는 상위 디렉터리를 적습니다</translation>
    </message>
    <message>
        <source>it has %1 brokers and %2 controllers apart from them; served are 1 to %3 brokers and up to %4 controllers</source>
        <translation>브로커 %1개와 분리된 컨트롤러 %2개가 있습니다. 브로커는 1~%3개, 컨트롤러는 %4개까지 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>권한이 없습니다</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>그런 파일이나 디렉터리가 없습니다</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>디스크에 남은 공간이 없습니다</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>읽기 전용 파일 시스템입니다</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>디렉터리가 아닙니다</translation>
    </message>
    <message>
        <source>Address already in use</source>
        <translation>이미 쓰이는 주소입니다</translation>
    </message>
    <message>
        <source>Cannot assign requested address</source>
        <translation>쓸 수 없는 주소입니다</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>잘못된 값입니다</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>입출력 오류입니다</translation>
    </message>
    <message>
        <source>No node has a metadata log: topics and groups are not known.</source>
        <translation>메타데이터 로그가 있는 노드가 없어서 토픽과 그룹을 알 수 없습니다.</translation>
    </message>
    <message>
        <source>The metadata log of node %1 ends for us at offset %2: %3</source>
        <translation>노드 %1의 메타데이터 로그는 오프셋 %2까지만 읽을 수 있습니다: %3</translation>
    </message>
    <message>
        <source>%1 from byte %2 on: %3</source>
        <translation>%1, 바이트 %2부터: %3</translation>
    </message>
    <message>
        <source>%1. Was this directory formatted by another program?</source>
        <translation>%1. 이 디렉터리를 다른 프로그램이 만들었습니까?</translation>
    </message>
    <message>
        <source>version is missing</source>
        <translation>version이 없습니다</translation>
    </message>
    <message>
        <source>version %1 is not supported, only 1</source>
        <translation>지원하지 않는 version: %1. 1만 지원합니다</translation>
    </message>
    <message>
        <source>cluster.id is missing</source>
        <translation>cluster.id가 없습니다</translation>
    </message>
    <message>
        <source>node.id is missing</source>
        <translation>node.id가 없습니다</translation>
    </message>
    <message>
        <source>node.id &apos;%1&apos; is not a node id</source>
        <translation>node.id &apos;%1&apos;: 노드 ID가 아닙니다</translation>
    </message>
    <message>
        <source>directory.id &apos;%1&apos; is not an id</source>
        <translation>directory.id &apos;%1&apos;: ID가 아닙니다</translation>
    </message>
    <message>
        <source>Unknown topic config name: %1</source>
        <translation>알 수 없는 토픽 설정 이름입니다: %1</translation>
    </message>
    <message>
        <source>Invalid value %1 for configuration %2: %3</source>
        <translation>설정 %2의 값이 잘못되었습니다(%1): %3</translation>
    </message>
    <message>
        <source>Not a number of type %1</source>
        <translation>%1 타입의 숫자가 아닙니다</translation>
    </message>
    <message>
        <source>Value must be at least %1</source>
        <translation>값은 %1 이상이어야 합니다</translation>
    </message>
    <message>
        <source>Value must be no more than %1</source>
        <translation>값은 %1 이하여야 합니다</translation>
    </message>
    <message>
        <source>Value must be between 1 and 9 or equal to -1</source>
        <translation>값은 1~9이거나 -1이어야 합니다</translation>
    </message>
    <message>
        <source>Expected value to be either true or false</source>
        <translation>값은 true 또는 false여야 합니다</translation>
    </message>
    <message>
        <source>String must be one of: %1</source>
        <translation>다음 중 하나여야 합니다: %1</translation>
    </message>
    <message>
        <source>%1 must be the literal &apos;*&apos; or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],...</source>
        <translation>%1: &apos;*&apos;이거나 다음 형식의 레플리카 목록이어야 합니다: [partitionId]:[brokerId],[partitionId]:[brokerId],...</translation>
    </message>
    <message>
        <source>conflict topic config setting min.compaction.lag.ms (%1) &gt; max.compaction.lag.ms (%2)</source>
        <translation>토픽 설정이 서로 맞지 않습니다: min.compaction.lag.ms (%1) &gt; max.compaction.lag.ms (%2)</translation>
    </message>
    <message>
        <source>Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.</source>
        <translation>이 브로커에는 Tiered Storage가 없어서 토픽에 원격 저장소를 설정할 수 없습니다.</translation>
    </message>
    <message>
        <source>queued.max.request.bytes must be larger or equal to socket.request.max.bytes</source>
        <translation>queued.max.request.bytes는 socket.request.max.bytes보다 크거나 같아야 합니다</translation>
    </message>
    <message>
        <source>log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.</source>
        <translation>log.cleaner.dedupe.buffer.size는 cleaner 스레드마다 1MB 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>log.cleaner.threads must be at least 1 while the broker runs.</source>
        <translation>브로커가 실행되는 동안 log.cleaner.threads는 1 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>When cordoned.log.dirs is set to *, it must not contain other values</source>
        <translation>cordoned.log.dirs가 *이면 다른 값을 함께 둘 수 없습니다</translation>
    </message>
    <message>
        <source>Invalid entry in cordoned.log.dirs: %1. All cordoned log dirs must be entries of log.dirs or log.dir.</source>
        <translation>cordoned.log.dirs의 잘못된 항목: %1. 모든 항목은 log.dirs 또는 log.dir에 있어야 합니다.</translation>
    </message>
    <message>
        <source>Can&apos;t %1 to key %2 because its type is not LIST.</source>
        <translation>키 %2의 타입이 LIST가 아니어서 %1할 수 없습니다.</translation>
    </message>
    <message>
        <source>Broker-level min.insync.replicas cannot be altered while ELR is enabled.</source>
        <translation>ELR을 쓰는 동안에는 브로커의 min.insync.replicas를 바꿀 수 없습니다.</translation>
    </message>
    <message>
        <source>Cluster-level min.insync.replicas cannot be removed while ELR is enabled.</source>
        <translation>ELR을 쓰는 동안에는 클러스터의 min.insync.replicas를 지울 수 없습니다.</translation>
    </message>
    <message>
        <source>Null value not supported for topic configs: %1</source>
        <translation>토픽 설정에는 null 값을 쓸 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Null value not supported for : %1</source>
        <translation>null 값을 쓸 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Each resource must appear at most once.</source>
        <translation>같은 리소스는 한 번만 적을 수 있습니다.</translation>
    </message>
    <message>
        <source>Error due to duplicate config keys</source>
        <translation>같은 설정 키가 두 번 있습니다</translation>
    </message>
    <message>
        <source>Resource type %1 cannot be configured here: only topics and brokers can.</source>
        <translation>리소스 타입 %1: 여기서 설정할 수 없습니다. 토픽과 브로커만 설정할 수 있습니다.</translation>
    </message>
    <message>
        <source>Unknown operation type %1 of %2.</source>
        <translation>%2에 대한 알 수 없는 작업 종류 %1입니다.</translation>
    </message>
    <message>
        <source>The topic &apos;%1&apos; does not exist.</source>
        <translation>토픽이 없습니다: &apos;%1&apos;</translation>
    </message>
    <message>
        <source>Unable to parse broker name as a base 10 number: %1</source>
        <translation>브로커 이름이 10진수가 아닙니다: %1</translation>
    </message>
    <message>
        <source>No node with id %1 found.</source>
        <translation>ID가 %1인 노드가 없습니다.</translation>
    </message>
    <message>
        <source>--config %1: %2</source>
        <translation>--config %1: %2</translation>
    </message>
    <message>
        <source>--config: %1</source>
        <translation>--config: %1</translation>
    </message>
    <message>
        <source>takes KEY=VALUE, or a file of them that can be read, not &quot;%1&quot;</source>
        <translation>KEY=VALUE나 그것을 담은 읽을 수 있는 파일을 주어야 합니다. 받은 값: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>%1 is of one node, and each broker here has its own</source>
        <translation>%1: 한 노드의 설정이며, 여기서는 브로커마다 따로 있습니다</translation>
    </message>
    <message>
        <source>%1: not a configuration of Apache Kafka&apos;s brokers, and without effect.</source>
        <translation>%1: Apache Kafka 브로커의 설정이 아니며 효과가 없습니다.</translation>
    </message>
    <message>
        <source>%1: not taken. It is of one node, and each broker here has its own.</source>
        <translation>%1: 쓰지 않습니다. 한 노드의 설정이며, 여기서는 브로커마다 따로 있습니다.</translation>
    </message>
    <message>
        <source>%1: without effect. %2</source>
        <translation>%1: 효과가 없습니다. %2</translation>
    </message>
    <message>
        <source>a value without a key</source>
        <translation>키가 없는 값입니다</translation>
    </message>
    <message>
        <source>%1 names an empty path</source>
        <translation>%1에 빈 경로가 있습니다</translation>
    </message>
    <message>
        <source>Duplicate log directory found: %1</source>
        <translation>같은 로그 디렉터리가 두 번 있습니다: %1</translation>
    </message>
    <message>
        <source>say it as: %1</source>
        <translation>이렇게 적으십시오: %1</translation>
    </message>
    <message>
        <source>the quote %1 is not closed</source>
        <translation>닫히지 않은 따옴표: %1</translation>
    </message>
    <message>
        <source>%1 must be a number from %2 to %3, not &quot;%4&quot;</source>
        <translation>%1: %2~%3 사이의 수여야 합니다. 받은 값: &quot;%4&quot;</translation>
    </message>
    <message>
        <source>%1 must be a time such as 250ms, 1.5s or 2m, not &quot;%2&quot;</source>
        <translation>%1: 250ms, 1.5s, 2m 같은 시간이어야 합니다. 받은 값: &quot;%2&quot;</translation>
    </message>
    <message>
        <source>a broker</source>
        <translation>브로커</translation>
    </message>
    <message>
        <source>the broker</source>
        <translation>브로커</translation>
    </message>
    <message>
        <source>the controller</source>
        <translation>컨트롤러</translation>
    </message>
    <message>
        <source>the partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>the offset</source>
        <translation>오프셋</translation>
    </message>
    <message>
        <source>the lag</source>
        <translation>lag</translation>
    </message>
    <message>
        <source>the delay</source>
        <translation>지연</translation>
    </message>
    <message>
        <source>the time to wait</source>
        <translation>기다릴 시간</translation>
    </message>
    <message>
        <source>the number of brokers</source>
        <translation>브로커 수</translation>
    </message>
    <message>
        <source>the number of partitions</source>
        <translation>파티션 수</translation>
    </message>
    <message>
        <source>the number of members</source>
        <translation>멤버 수</translation>
    </message>
    <message>
        <source>the size of the ISR</source>
        <translation>ISR의 크기</translation>
    </message>
    <message>
        <source>the chance of a loss, in percent,</source>
        <translation>손실 확률(퍼센트)</translation>
    </message>
    <message>
        <source>--acks is all, 1 or 0</source>
        <translation>--acks는 all, 1, 0 중 하나입니다</translation>
    </message>
    <message>
        <source>%1 commands run already; wait for one to end</source>
        <translation>이미 명령 %1개가 실행되고 있습니다. 하나가 끝날 때까지 기다리십시오</translation>
    </message>
    <message>
        <source>the cluster is paused and cannot do this; `cluster resume` lets it go on</source>
        <translation>클러스터가 일시 정지되어 이 일을 할 수 없습니다. `cluster resume`으로 다시 진행됩니다</translation>
    </message>
    <message>
        <source>there is no command &quot;%1&quot;; `help` lists what there is</source>
        <translation>없는 명령: &quot;%1&quot;. `help`가 모든 명령을 보여 줍니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is done to no machine</source>
        <translation>&quot;%1&quot;: 컴퓨터에는 쓸 수 없는 명령입니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of the simulation&apos;s own commands</source>
        <translation>&quot;%1&quot;: 시뮬레이션의 명령이 아닙니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; needs a simulation: this cluster runs on a real network, real disks and the machine&apos;s clock</source>
        <translation>&quot;%1&quot;에는 시뮬레이션이 필요합니다. 이 클러스터는 실제 네트워크, 실제 디스크, 이 컴퓨터의 시계로 동작합니다</translation>
    </message>
    <message>
        <source>done: %1</source>
        <translation>완료: %1</translation>
    </message>
    <message>
        <source>expected %1, but %2</source>
        <translation>%1이어야 하지만 %2</translation>
    </message>
    <message>
        <source>waited for %1, but in the end %2</source>
        <translation>기다린 것: %1. 그러나 결국 %2</translation>
    </message>
    <message>
        <source>waited %1 ms</source>
        <translation>%1 ms 기다렸습니다</translation>
    </message>
    <message>
        <source>say what shall hold, for example: brokers 3, or: leader orders 0 is not 1</source>
        <translation>무엇이 성립해야 하는지 적으십시오. 예: brokers 3, leader orders 0 is not 1</translation>
    </message>
    <message>
        <source>say which broker: is N, is not N, or any</source>
        <translation>어느 브로커인지 적으십시오: is N, is not N, any</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be waited for; there are: %2</source>
        <translation>&quot;%1&quot;: 기다릴 수 없습니다. 기다릴 수 있는 것: %2</translation>
    </message>
    <message>
        <source>a broker can be ready, running, killed, stopped or paused, not &quot;%1&quot;</source>
        <translation>브로커의 상태는 ready, running, killed, stopped, paused 중 하나입니다. 받은 값: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>a group can be %1, not &quot;%2&quot;</source>
        <translation>그룹의 상태는 %1 중 하나입니다. 받은 값: &quot;%2&quot;</translation>
    </message>
    <message>
        <source>there is no broker %1</source>
        <translation>브로커 %1번은 없습니다</translation>
    </message>
    <message>
        <source>there is no broker %1; there are %2</source>
        <translation>브로커 %1번은 없습니다. 있는 브로커: %2</translation>
    </message>
    <message>
        <source>broker %1 is not known</source>
        <translation>알 수 없는 브로커: %1</translation>
    </message>
    <message>
        <source>broker %1 was killed</source>
        <translation>브로커 %1 강제 종료됨</translation>
    </message>
    <message>
        <source>broker %1 has shut down</source>
        <translation>브로커 %1 정상 종료됨</translation>
    </message>
    <message>
        <source>broker %1 was started</source>
        <translation>브로커 %1 시작됨</translation>
    </message>
    <message>
        <source>broker %1 is paused</source>
        <translation>브로커 %1 일시 정지됨</translation>
    </message>
    <message>
        <source>broker %1 goes on</source>
        <translation>브로커 %1 다시 진행됨</translation>
    </message>
    <message>
        <source>controller %1 was killed</source>
        <translation>컨트롤러 %1 강제 종료됨</translation>
    </message>
    <message>
        <source>controller %1 has shut down</source>
        <translation>컨트롤러 %1 정상 종료됨</translation>
    </message>
    <message>
        <source>controller %1 was started</source>
        <translation>컨트롤러 %1 시작됨</translation>
    </message>
    <message>
        <source>controller %1 is paused</source>
        <translation>컨트롤러 %1 일시 정지됨</translation>
    </message>
    <message>
        <source>controller %1 goes on</source>
        <translation>컨트롤러 %1 다시 진행됨</translation>
    </message>
    <message>
        <source>broker %1 is %2, so it cannot be %3</source>
        <translation>브로커 %1의 상태는 %2입니다. 그래서 %3 상태로 바꿀 수 없습니다</translation>
    </message>
    <message>
        <source>controller %1 is %2, so it cannot be %3</source>
        <translation>컨트롤러 %1의 상태는 %2입니다. 그래서 %3 상태로 바꿀 수 없습니다</translation>
    </message>
    <message>
        <source>broker %1 was killed while it %2</source>
        <translation>브로커 %1 도중에 강제 종료됨(%2)</translation>
    </message>
    <message>
        <source>controller %1 was killed while it %2</source>
        <translation>컨트롤러 %1 도중에 강제 종료됨(%2)</translation>
    </message>
    <message>
        <source>a broker&apos;s id is 1 to %1, not %2</source>
        <translation>브로커의 ID는 1~%1 범위여야 합니다. 받은 값: %2</translation>
    </message>
    <message>
        <source>there is a broker %1 already</source>
        <translation>브로커 %1번은 이미 있습니다</translation>
    </message>
    <message>
        <source>the port of broker %1 is taken by another broker</source>
        <translation>브로커 %1의 포트를 다른 브로커가 쓰고 있습니다</translation>
    </message>
    <message>
        <source>a cluster has %1 brokers at most, and all are there</source>
        <translation>클러스터의 브로커는 최대 %1개이며 이미 모두 있습니다</translation>
    </message>
    <message>
        <source>the id of a controller that is added is %1 to %2, not %3</source>
        <translation>추가하는 컨트롤러의 ID는 %1~%2 범위여야 합니다. 받은 값: %3</translation>
    </message>
    <message>
        <source>there is a controller %1 already</source>
        <translation>컨트롤러 %1번은 이미 있습니다</translation>
    </message>
    <message>
        <source>the port of controller %1 is taken by another controller</source>
        <translation>컨트롤러 %1의 포트를 다른 컨트롤러가 쓰고 있습니다</translation>
    </message>
    <message>
        <source>a cluster has %1 controllers apart from brokers at most, and all are there</source>
        <translation>브로커와 분리된 컨트롤러는 최대 %1개이며 이미 모두 있습니다</translation>
    </message>
    <message>
        <source>broker %1 is a voter of the metadata quorum and cannot be removed</source>
        <translation>브로커 %1: 메타데이터 쿼럼의 voter여서 제거할 수 없습니다</translation>
    </message>
    <message>
        <source>the cluster is paused already</source>
        <translation>클러스터가 이미 일시 정지되어 있습니다</translation>
    </message>
    <message>
        <source>the cluster is not paused</source>
        <translation>클러스터가 일시 정지되어 있지 않습니다</translation>
    </message>
    <message>
        <source>the cluster stands still</source>
        <translation>클러스터가 멈춰 있습니다</translation>
    </message>
    <message>
        <source>the cluster goes on</source>
        <translation>클러스터가 다시 진행됩니다</translation>
    </message>
    <message>
        <source>no broker runs</source>
        <translation>실행 중인 브로커가 없습니다</translation>
    </message>
    <message>
        <source>the broker that coordinates the group went away</source>
        <translation>그룹을 조정하던 브로커가 사라졌습니다</translation>
    </message>
    <message>
        <source>broker %1 still holds %2 replicas (%3): `broker drain %4` moves them all away, `partition move` one</source>
        <translation>브로커 %1에 아직 레플리카 %2개가 있습니다(%3). `broker drain %4`로 모두 옮기고, `partition move`로 하나를 옮깁니다</translation>
    </message>
    <message>
        <source>broker %1 still holds %2 replica (%3): `broker drain %4` moves them all away, `partition move` one</source>
        <translation>브로커 %1에 아직 레플리카 %2개가 있습니다(%3). `broker drain %4`로 모두 옮기고, `partition move`로 하나를 옮깁니다</translation>
    </message>
    <message>
        <source>there is no other broker that could take %1</source>
        <translation>받을 수 있는 다른 브로커가 없습니다: %1</translation>
    </message>
    <message>
        <source>no broker confirms in time that broker %1 is %2 and holds nothing</source>
        <translation>브로커 %1의 %2 상태와 비어 있음을 제때 확인해 준 브로커가 없습니다</translation>
    </message>
    <message>
        <source>broker %1 is one of the controllers that the cluster began with: the voters of its metadata quorum stay, and only a broker that was added can be removed</source>
        <translation>브로커 %1: 클러스터가 처음부터 가진 컨트롤러입니다. 메타데이터 쿼럼의 voter는 그대로 있으며, 추가된 브로커만 제거할 수 있습니다</translation>
    </message>
    <message>
        <source>controller %1 is no broker: it goes by `controller remove %2`</source>
        <translation>컨트롤러 %1: 브로커가 아닙니다. 제거하는 명령: `controller remove %2`</translation>
    </message>
    <message>
        <source>broker %1 is being removed already</source>
        <translation>브로커 %1: 이미 제거되는 중입니다</translation>
    </message>
    <message>
        <source>broker %1 is being removed</source>
        <translation>브로커 %1 제거 중</translation>
    </message>
    <message>
        <source>broker %1 is %2: it is removed when it runs, or is down</source>
        <translation>브로커 %1의 상태는 %2입니다. 실행 중이거나 내려가 있을 때 제거할 수 있습니다</translation>
    </message>
    <message>
        <source>a broker can be told to kill, stop, start, pause, resume, drain or remove, not to &quot;%1&quot;</source>
        <translation>브로커에는 kill, stop, start, pause, resume, drain, remove를 할 수 있습니다. 받은 값: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>broker %1 joins on %2</source>
        <translation>브로커 %1 합류, %2</translation>
    </message>
    <message>
        <source>controller %1 observes the quorum, on %2</source>
        <translation>컨트롤러 %1 쿼럼 관찰 중, %2</translation>
    </message>
    <message>
        <source>%1 is no broker: it has no replicas</source>
        <translation>%1: 브로커가 아니어서 레플리카가 없습니다</translation>
    </message>
    <message>
        <source>%1 replicas move from broker %2 to others</source>
        <translation>레플리카 %1개를 브로커 %2에서 다른 브로커로 옮깁니다</translation>
    </message>
    <message>
        <source>%1 replicas move from broker %2 to others; %3 go without another in their place, since every other broker has one</source>
        <translation>레플리카 %1개를 브로커 %2에서 다른 브로커로 옮깁니다. %3개는 다른 모든 브로커에 이미 있어서 대신할 레플리카 없이 사라집니다</translation>
    </message>
    <message>
        <source>broker %1 holds no replica that is to stay</source>
        <translation>브로커 %1에는 남겨 둘 레플리카가 없습니다</translation>
    </message>
    <message>
        <source>broker %1 is removed</source>
        <translation>브로커 %1 제거됨</translation>
    </message>
    <message>
        <source>broker %1 is no controller apart from brokers</source>
        <translation>브로커 %1: 분리된 컨트롤러가 아닙니다</translation>
    </message>
    <message>
        <source>controller %1 is removed</source>
        <translation>컨트롤러 %1 제거됨</translation>
    </message>
    <message>
        <source>controller %1 is a voter of the metadata quorum: only one whose vote was taken from it can be removed</source>
        <translation>컨트롤러 %1: 메타데이터 쿼럼의 voter입니다. 투표권을 거둔 컨트롤러만 제거할 수 있습니다</translation>
    </message>
    <message>
        <source>controller %1 leads the quorum in epoch %2</source>
        <translation>epoch %2의 쿼럼 리더: 컨트롤러 %1</translation>
    </message>
    <message>
        <source>%1 of %2 %3 are ready</source>
        <translation>%2개 중 %1개가 준비되었습니다 (%3)</translation>
    </message>
    <message>
        <source>%1 brokers are registered and unfenced</source>
        <translation>등록되어 unfence된 브로커가 %1개입니다</translation>
    </message>
    <message>
        <source>the active controller is %1</source>
        <translation>active controller는 %1입니다</translation>
    </message>
    <message>
        <source>a link has two ends: name two brokers</source>
        <translation>링크에는 두 끝이 있습니다. 브로커 두 개를 적으십시오</translation>
    </message>
    <message>
        <source>each frame between brokers %1 and %2 takes %3 ms longer</source>
        <translation>브로커 %1 – %2 사이의 프레임마다 %3 ms가 더 걸립니다</translation>
    </message>
    <message>
        <source>%1 % of what passes between brokers %2 and %3 is lost and sent again</source>
        <translation>브로커 %2 – %3 사이에서 %1 %가 손실되어 다시 전송됩니다</translation>
    </message>
    <message>
        <source>nothing passes between brokers %1 and %2</source>
        <translation>브로커 %1 – %2 사이에 아무것도 지나가지 않습니다</translation>
    </message>
    <message>
        <source>the link between brokers %1 and %2 is healed</source>
        <translation>브로커 %1 – %2 사이의 링크가 복구되었습니다</translation>
    </message>
    <message>
        <source>a link can be cut, slow, lossy or healed (link heal A B), not &quot;%1&quot;</source>
        <translation>링크는 cut, slow, lossy로 하거나 복구(link heal A B)할 수 있습니다. 받은 값: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>every fault is healed</source>
        <translation>모든 장애가 복구되었습니다</translation>
    </message>
    <message>
        <source>there is no batch on this disk that the next start would check</source>
        <translation>이 디스크에는 다음 시작 때 검사할 배치가 없습니다</translation>
    </message>
    <message>
        <source>broker %1 is running: a bit flips where its next start will look; kill it first</source>
        <translation>브로커 %1: 실행 중입니다. 비트는 다음 시작이 읽을 곳에서 바뀌니 먼저 강제 종료하십시오</translation>
    </message>
    <message>
        <source>there are no topics</source>
        <translation>토픽이 없습니다</translation>
    </message>
    <message>
        <source>there is no topic %1</source>
        <translation>그런 토픽이 없습니다: %1</translation>
    </message>
    <message>
        <source>there is no partition %1</source>
        <translation>그런 파티션이 없습니다: %1</translation>
    </message>
    <message>
        <source>topic %1 was created</source>
        <translation>토픽 생성됨: %1</translation>
    </message>
    <message>
        <source>topic %1 was deleted</source>
        <translation>토픽 삭제됨: %1</translation>
    </message>
    <message>
        <source>topic %1 does not exist</source>
        <translation>토픽이 없습니다: %1</translation>
    </message>
    <message>
        <source>topic %1 exists</source>
        <translation>있는 토픽: %1</translation>
    </message>
    <message>
        <source>topic %1 has %2 partitions</source>
        <translation>토픽 %1의 파티션은 %2개입니다</translation>
    </message>
    <message>
        <source>topic %1 has %2 partitions, %3 under-replicated</source>
        <translation>토픽 %1의 파티션은 %2개이고, under-replicated는 %3개입니다</translation>
    </message>
    <message>
        <source>topic %1 has %2 partitions, not %3</source>
        <translation>토픽 %1의 파티션은 %2개이며 %3개가 아닙니다</translation>
    </message>
    <message>
        <source>topic %1 has %2 partitions, and no partition %3</source>
        <translation>토픽 %1의 파티션은 %2개입니다. 없는 파티션: %3</translation>
    </message>
    <message>
        <source>topic %1 has partitions 0 to %2, not %3</source>
        <translation>토픽 %1의 파티션 범위: 0~%2. 없는 파티션: %3</translation>
    </message>
    <message>
        <source>topic %1 has the defaults</source>
        <translation>토픽 %1의 설정은 모두 기본값입니다</translation>
    </message>
    <message>
        <source>--config takes KEY=VALUE, not &quot;%1&quot;</source>
        <translation>--config에는 KEY=VALUE를 주어야 합니다. 받은 값: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>say how many partitions it shall have: topic alter NAME --partitions N</source>
        <translation>파티션을 몇 개로 할지 적으십시오: topic alter NAME --partitions N</translation>
    </message>
    <message>
        <source>a topic can be told to create, alter, delete or describe, not to &quot;%1&quot;</source>
        <translation>토픽에는 create, alter, delete, describe를 할 수 있습니다. 받은 값: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>say which value: config set TOPIC KEY=VALUE</source>
        <translation>어떤 값인지 적으십시오: config set TOPIC KEY=VALUE</translation>
    </message>
    <message>
        <source>%1 of topic %2 is %3</source>
        <translation>토픽 %2의 %1: %3</translation>
    </message>
    <message>
        <source>%1 of topic %2 is the broker&apos;s again</source>
        <translation>토픽 %2의 %1: 다시 브로커의 값을 씁니다</translation>
    </message>
    <message>
        <source>the replicas of %1 shall be %2</source>
        <translation>%1의 새 레플리카: %2</translation>
    </message>
    <message>
        <source>the replicas of %1 are %2</source>
        <translation>%1의 레플리카는 %2입니다</translation>
    </message>
    <message>
        <source>the replicas of %1 are being moved: wait until that is done, or cancel it</source>
        <translation>%1의 레플리카를 옮기는 중입니다. 끝날 때까지 기다리거나 취소하십시오</translation>
    </message>
    <message>
        <source>broker %1 leads %2</source>
        <translation>%2의 리더: 브로커 %1</translation>
    </message>
    <message>
        <source>the preferred replicas lead</source>
        <translation>preferred 레플리카가 리더입니다</translation>
    </message>
    <message>
        <source>%1 has no leader</source>
        <translation>%1에 리더가 없습니다</translation>
    </message>
    <message>
        <source>%1 has no leader that could say its offsets</source>
        <translation>%1에 오프셋을 알려 줄 리더가 없습니다</translation>
    </message>
    <message>
        <source>the leader of %1 is %2</source>
        <translation>%1의 리더는 %2입니다</translation>
    </message>
    <message>
        <source>the ISR of %1 is %2</source>
        <translation>%1의 ISR은 %2입니다</translation>
    </message>
    <message>
        <source>%1 partitions are %2</source>
        <translation>%2 파티션이 %1개입니다</translation>
    </message>
    <message>
        <source>the high watermark of %1 is not known</source>
        <translation>%1의 high watermark를 알 수 없습니다</translation>
    </message>
    <message>
        <source>the high watermark of %1 is %2</source>
        <translation>%1의 high watermark는 %2입니다</translation>
    </message>
    <message>
        <source>broker %1 holds no replica of %2 and cannot lead it: its replicas are on %3</source>
        <translation>브로커 %1에는 %2의 레플리카가 없어서 리더가 될 수 없습니다. 레플리카가 있는 브로커: %3</translation>
    </message>
    <message>
        <source>broker %1 is not running and cannot lead %2</source>
        <translation>브로커 %1: 실행되고 있지 않아 %2의 리더가 될 수 없습니다</translation>
    </message>
    <message>
        <source>broker %1 is not in sync for %2 and cannot lead it before it has caught up: in sync is %3</source>
        <translation>브로커 %1: %2의 ISR에 없어서 따라잡기 전에는 리더가 될 수 없습니다. ISR: %3</translation>
    </message>
    <message>
        <source>Topic &apos;%1&apos; already exists.</source>
        <translation>토픽이 이미 있습니다: &apos;%1&apos;</translation>
    </message>
    <message>
        <source>Topic &apos;%1&apos; collides with existing topic: %2</source>
        <translation>토픽 &apos;%1&apos;의 이름이 이미 있는 토픽과 충돌합니다: %2</translation>
    </message>
    <message>
        <source>Topic name is invalid: %1</source>
        <translation>토픽 이름이 잘못되었습니다: %1</translation>
    </message>
    <message>
        <source>the empty string is not allowed</source>
        <translation>빈 문자열은 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not allowed</source>
        <translation>쓸 수 없는 이름: &apos;%1&apos;</translation>
    </message>
    <message>
        <source>the length of &apos;%1&apos; is longer than the max allowed length %2</source>
        <translation>&apos;%1&apos;의 길이가 허용된 최대 길이(%2)를 넘습니다</translation>
    </message>
    <message>
        <source>&apos;%1&apos; contains one or more characters other than ASCII alphanumerics, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;</source>
        <translation>&apos;%1&apos;에 ASCII 영문자와 숫자, &apos;.&apos;, &apos;_&apos;, &apos;-&apos; 밖의 문자가 있습니다</translation>
    </message>
    <message>
        <source>Duplicate topic name.</source>
        <translation>같은 토픽 이름이 두 번 있습니다.</translation>
    </message>
    <message>
        <source>Authorization failed.</source>
        <translation>권한이 없습니다.</translation>
    </message>
    <message>
        <source>The throttling quota has been exceeded.</source>
        <translation>제한 할당량을 넘었습니다.</translation>
    </message>
    <message>
        <source>Excessively large number of partitions per request.</source>
        <translation>한 요청의 파티션이 너무 많습니다.</translation>
    </message>
    <message>
        <source>Unable to perform excessively large batch operation.</source>
        <translation>한 번에 하기에는 너무 큰 작업입니다.</translation>
    </message>
    <message>
        <source>Replication factor must be larger than 0, or -1 to use the default value.</source>
        <translation>복제 팩터는 0보다 크거나, 기본값을 쓰려면 -1이어야 합니다.</translation>
    </message>
    <message>
        <source>Number of partitions was set to an invalid non-positive value.</source>
        <translation>파티션 수는 양수여야 합니다.</translation>
    </message>
    <message>
        <source>Unable to replicate the partition %1 time(s): %2</source>
        <translation>파티션을 %1개로 복제할 수 없습니다: %2</translation>
    </message>
    <message>
        <source>All brokers are currently fenced or in controlled shutdown.</source>
        <translation>모든 브로커가 fence되었거나 controlled shutdown 중입니다.</translation>
    </message>
    <message>
        <source>All brokers are currently fenced.</source>
        <translation>모든 브로커가 fence되어 있습니다.</translation>
    </message>
    <message>
        <source>All brokers specified in the manual partition assignment for partition %1 are fenced or in controlled shutdown.</source>
        <translation>파티션 %1에 지정한 브로커가 모두 fence되었거나 controlled shutdown 중입니다.</translation>
    </message>
    <message>
        <source>Invalid replication factor %1: the replication factor must be positive.</source>
        <translation>잘못된 복제 팩터: %1. 양수여야 합니다.</translation>
    </message>
    <message>
        <source>The target replication factor of %1 cannot be reached because only %2 broker(s) are registered or some brokers have all their log directories cordoned.</source>
        <translation>등록된 브로커가 %2개뿐이거나 로그 디렉터리가 모두 cordon된 브로커가 있어서 복제 팩터(%1)를 만족할 수 없습니다.</translation>
    </message>
    <message>
        <source>The target replication factor of %1 cannot be reached because only %2 broker(s) are registered.</source>
        <translation>등록된 브로커가 %2개뿐이어서 복제 팩터(%1)를 만족할 수 없습니다.</translation>
    </message>
    <message>
        <source>The manual partition assignment includes an empty replica list.</source>
        <translation>지정한 파티션 배치에 빈 레플리카 목록이 있습니다.</translation>
    </message>
    <message>
        <source>The manual partition assignment includes broker %1, but no such broker is registered.</source>
        <translation>지정한 파티션 배치에 등록되지 않은 브로커가 있습니다: %1.</translation>
    </message>
    <message>
        <source>The manual partition assignment includes the broker %1 more than once.</source>
        <translation>지정한 파티션 배치에 두 번 이상 나오는 브로커: %1.</translation>
    </message>
    <message>
        <source>The manual partition assignment includes a partition with %1 replica(s), but this is not consistent with previous partitions, which have %2 replica(s).</source>
        <translation>지정한 파티션 배치에 레플리카가 %1개인 파티션이 있는데, 앞의 파티션은 %2개입니다.</translation>
    </message>
    <message>
        <source>Unable to find a topic named %1.</source>
        <translation>이름이 %1인 토픽이 없습니다.</translation>
    </message>
    <message>
        <source>Unable to find partition %1:%2.</source>
        <translation>없는 파티션입니다: %1:%2.</translation>
    </message>
    <message>
        <source>The replication factor is changed from %1 to %2</source>
        <translation>복제 팩터 변경: %1 → %2</translation>
    </message>
    <message>
        <source>Unable to revert partition assignment for %1:%2 because it would require an unclean leader election.</source>
        <translation>unclean leader election이 필요해서 %1:%2의 배치를 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>there are no groups</source>
        <translation>그룹이 없습니다</translation>
    </message>
    <message>
        <source>group %1 is %2 with %3 members</source>
        <translation>그룹 %1의 상태는 %2, 멤버는 %3개입니다</translation>
    </message>
    <message>
        <source>broker %1 coordinates group %2</source>
        <translation>그룹 %2의 코디네이터: 브로커 %1</translation>
    </message>
    <message>
        <source>broker %1, the coordinator of group %2, is not in the cluster</source>
        <translation>그룹 %2의 코디네이터(브로커 %1)가 클러스터에 없습니다</translation>
    </message>
    <message>
        <source>the coordinator of group %1: %2</source>
        <translation>그룹 %1의 코디네이터: %2</translation>
    </message>
    <message>
        <source>the coordinator of group %1 has moved</source>
        <translation>그룹 %1의 코디네이터가 옮겨졌습니다</translation>
    </message>
    <message>
        <source>the members of group %1 are asked to join again</source>
        <translation>그룹 %1의 멤버들에게 다시 join하도록 했습니다</translation>
    </message>
    <message>
        <source>there is no assignor %1; there are range, roundrobin and cooperative-sticky</source>
        <translation>없는 assignor: %1. range, roundrobin, cooperative-sticky가 있습니다</translation>
    </message>
    <message>
        <source>--heartbeat-interval-ms must be below --session-timeout-ms, or the session ends before the first heartbeat</source>
        <translation>--heartbeat-interval-ms는 --session-timeout-ms보다 작아야 합니다. 그렇지 않으면 첫 heartbeat 전에 세션이 끝납니다</translation>
    </message>
    <message>
        <source>%1 joins group %2</source>
        <translation>그룹 %2에 %1 합류</translation>
    </message>
    <message>
        <source>a member left group %1</source>
        <translation>그룹 %1에서 멤버 하나가 떠났습니다</translation>
    </message>
    <message>
        <source>member %1 was taken out of group %2</source>
        <translation>그룹 %2에서 제외한 멤버: %1</translation>
    </message>
    <message>
        <source>a member of group %1 is gone without a word</source>
        <translation>그룹 %1의 멤버 하나가 알림 없이 사라졌습니다</translation>
    </message>
    <message>
        <source>a member of group %1 stops reading</source>
        <translation>그룹 %1의 멤버 하나가 읽기를 멈춥니다</translation>
    </message>
    <message>
        <source>a member of group %1 reads again</source>
        <translation>그룹 %1의 멤버 하나가 다시 읽습니다</translation>
    </message>
    <message>
        <source>a group cannot be told to &quot;%1&quot;; `help` lists what there is</source>
        <translation>그룹에 할 수 없는 일: &quot;%1&quot;. `help`가 할 수 있는 일을 보여 줍니다</translation>
    </message>
    <message>
        <source>offsets can only be reset while group %1 is inactive, but it is %2; stop its members first</source>
        <translation>오프셋은 그룹 %1의 비활성 상태에서만 재설정할 수 있습니다. 현재 상태: %2. 멤버를 먼저 정지하십시오</translation>
    </message>
    <message>
        <source>group %1 has committed no offsets; name topics with --topic</source>
        <translation>그룹 %1에는 커밋된 오프셋이 없습니다. --topic으로 토픽을 적으십시오</translation>
    </message>
    <message>
        <source>the offsets of %1 partitions would be set; nothing was changed</source>
        <translation>파티션 %1개의 오프셋이 설정될 예정이며, 아직 바뀐 것은 없습니다</translation>
    </message>
    <message>
        <source>group %1 begins anew in %2 partitions</source>
        <translation>그룹 %1: 파티션 %2개에서 새로 시작합니다</translation>
    </message>
    <message>
        <source>group %1 has committed nothing</source>
        <translation>그룹 %1에는 커밋된 것이 없습니다</translation>
    </message>
    <message>
        <source>group %1 lags by %2 records</source>
        <translation>그룹 %1의 lag는 레코드 %2개입니다</translation>
    </message>
    <message>
        <source>group %1 has no inner consumer %2</source>
        <translation>그룹 %1에 없는 내장 컨슈머: %2</translation>
    </message>
    <message>
        <source>group %1 has no inner consumer; members from outside are stopped where they run</source>
        <translation>그룹 %1에 내장 컨슈머가 없습니다. 외부 멤버는 실행되는 곳에서 정지합니다</translation>
    </message>
    <message>
        <source>there are %1 inner consumers already, which is the most; remove one first</source>
        <translation>내장 컨슈머가 이미 최대인 %1개입니다. 먼저 하나를 제거하십시오</translation>
    </message>
    <message>
        <source>a group needs a name</source>
        <translation>그룹에는 이름이 필요합니다</translation>
    </message>
    <message>
        <source>say which topic the member of %1 shall read: --topic NAME</source>
        <translation>%1의 멤버가 읽을 토픽을 적으십시오: --topic NAME</translation>
    </message>
    <message>
        <source>--dry-run and --execute do not go together</source>
        <translation>--dry-run과 --execute는 함께 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>--%1 and --%2 do not go together</source>
        <translation>함께 쓸 수 없는 옵션: --%1, --%2</translation>
    </message>
    <message>
        <source>--%1 takes no value</source>
        <translation>--%1에는 값을 줄 수 없습니다</translation>
    </message>
    <message>
        <source>say where to: --to-earliest, --to-latest, --to-current, --to-offset, --shift-by, --to-datetime or --by-duration</source>
        <translation>어디로 옮길지 적으십시오: --to-earliest, --to-latest, --to-current, --to-offset, --shift-by, --to-datetime, --by-duration</translation>
    </message>
    <message>
        <source>say which partitions: --topic NAME, --topic NAME:0,1 or --all-topics</source>
        <translation>어느 파티션인지 적으십시오: --topic NAME, --topic NAME:0,1, --all-topics</translation>
    </message>
    <message>
        <source>%1 cannot be shifted: group %2 has committed no offset of it</source>
        <translation>%1: 그룹 %2에 커밋된 오프셋이 없어 옮길 수 없습니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no time as 2026-01-31T23:59:59.000, with Z or +01:00 behind it where it is not UTC</source>
        <translation>&quot;%1&quot;: 2026-01-31T23:59:59.000 형식의 시각이 아닙니다. UTC가 아니면 뒤에 Z나 +01:00을 붙입니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no duration as P1DT2H3M4S or PT30M</source>
        <translation>&quot;%1&quot;: P1DT2H3M4S나 PT30M 형식의 기간이 아닙니다</translation>
    </message>
    <message>
        <source>--topic takes NAME or NAME:0,1,2, not &quot;%1&quot;</source>
        <translation>--topic에는 NAME이나 NAME:0,1,2를 주어야 합니다. 받은 값: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>the group is rebalancing</source>
        <translation>그룹이 리밸런스 중입니다</translation>
    </message>
    <message>
        <source>the group&apos;s coordinator is not known</source>
        <translation>그룹의 코디네이터를 알 수 없습니다</translation>
    </message>
    <message>
        <source>offsets cannot be committed: the group&apos;s coordinator is not known</source>
        <translation>그룹의 코디네이터를 알 수 없어서 오프셋을 커밋할 수 없습니다</translation>
    </message>
    <message>
        <source>the offset of %1 was not committed: %2</source>
        <translation>%1의 오프셋이 커밋되지 않았습니다: %2</translation>
    </message>
    <message>
        <source>the consumer is being closed</source>
        <translation>컨슈머를 닫는 중입니다</translation>
    </message>
    <message>
        <source>%1 records were acknowledged, the last at %2 offset %3</source>
        <translation>레코드 %1개가 확인(ack)되었고, 마지막은 %2의 오프셋 %3입니다</translation>
    </message>
    <message>
        <source>%1 of %2 records were acknowledged; %3</source>
        <translation>레코드 %2개 중 %1개가 확인(ack)되었습니다. %3</translation>
    </message>
    <message>
        <source>workload %1 runs with %2 records per second</source>
        <translation>워크로드 %1 실행: 초당 레코드 %2개</translation>
    </message>
    <message>
        <source>the workload has ended</source>
        <translation>워크로드가 끝났습니다</translation>
    </message>
    <message>
        <source>there is no workload %1; there is: demo</source>
        <translation>없는 워크로드: %1. demo가 있습니다</translation>
    </message>
    <message>
        <source>idempotence needs acks=all</source>
        <translation>idempotence에는 acks=all이 필요합니다</translation>
    </message>
    <message>
        <source>a record of %1 bytes is larger than max.request.size (%2)</source>
        <translation>%1바이트 레코드가 max.request.size(%2)보다 큽니다</translation>
    </message>
    <message>
        <source>buffer.memory (%1 bytes) is full of records that wait for their acknowledgement</source>
        <translation>buffer.memory(%1바이트)가 확인을 기다리는 레코드로 가득 찼습니다</translation>
    </message>
    <message>
        <source>broker %1 did not answer for %2</source>
        <translation>브로커 %1: 응답하지 않았습니다(%2)</translation>
    </message>
    <message>
        <source>%1: not acknowledged within delivery.timeout.ms; the last attempt: %2</source>
        <translation>%1: delivery.timeout.ms 안에 확인되지 않았습니다. 마지막 시도: %2</translation>
    </message>
    <message>
        <source>%1: not acknowledged within delivery.timeout.ms</source>
        <translation>%1: delivery.timeout.ms 안에 확인되지 않았습니다</translation>
    </message>
    <message>
        <source>the topic is not known to the cluster within delivery.timeout.ms</source>
        <translation>delivery.timeout.ms 안에 클러스터에서 토픽을 찾지 못했습니다</translation>
    </message>
    <message>
        <source>subscribing needs a group</source>
        <translation>구독에는 그룹이 필요합니다</translation>
    </message>
    <message>
        <source>a consumer without a group has nowhere to commit to</source>
        <translation>그룹이 없는 컨슈머는 커밋할 곳이 없습니다</translation>
    </message>
    <message>
        <source>no broker answered a Metadata request: %1</source>
        <translation>Metadata 요청에 응답한 브로커가 없습니다: %1</translation>
    </message>
    <message>
        <source>no broker answered; the last one asked was %1: %2</source>
        <translation>응답한 브로커가 없습니다. 마지막으로 물은 브로커는 %1입니다: %2</translation>
    </message>
    <message>
        <source>the broker at %1 does not serve %2</source>
        <translation>%1의 브로커가 제공하지 않는 API: %2</translation>
    </message>
    <message>
        <source>the broker at %1 serves %2 in versions %3 to %4, known here are %5 to %6</source>
        <translation>%1의 브로커가 제공하는 %2 버전: %3~%4. 여기서 아는 버전: %5~%6</translation>
    </message>
    <message>
        <source>the broker at %1 serves %2 up to version %3, which cannot say this: %4</source>
        <translation>%1의 브로커는 %2의 버전 %3까지만 제공하며, 그 버전으로는 이것을 말할 수 없습니다: %4</translation>
    </message>
    <message>
        <source>topic %1: %2</source>
        <translation>토픽 %1: %2</translation>
    </message>
    <message>
        <source>%1 at offset %2: %3</source>
        <translation>%1, 오프셋 %2: %3</translation>
    </message>
    <message>
        <source>the checksum of a batch is wrong</source>
        <translation>배치의 체크섬이 틀립니다</translation>
    </message>
    <message>
        <source>DescribeGroups answered for no group</source>
        <translation>DescribeGroups가 아무 그룹에 대해서도 응답하지 않았습니다</translation>
    </message>
    <message>
        <source>FindCoordinator answered for no group</source>
        <translation>FindCoordinator가 아무 그룹에 대해서도 응답하지 않았습니다</translation>
    </message>
    <message>
        <source>OffsetFetch answered for no group</source>
        <translation>OffsetFetch가 아무 그룹에 대해서도 응답하지 않았습니다</translation>
    </message>
    <message>
        <source>the quorum did not describe itself</source>
        <translation>쿼럼이 자신의 상태를 알려 주지 않았습니다</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>%1행: %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no intervention; say it as: %2</source>
        <translation>&quot;%1&quot;: 개입이 아닙니다. 이렇게 적으십시오: %2</translation>
    </message>
    <message>
        <source>this is no text, so it is no recording</source>
        <translation>텍스트가 아니므로 기록이 아닙니다</translation>
    </message>
    <message>
        <source>a recording begins once</source>
        <translation>기록의 시작은 한 번뿐입니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names no version of recordings</source>
        <translation>&quot;%1&quot;: 기록의 버전이 아닙니다</translation>
    </message>
    <message>
        <source>this is a recording of version %1, and this program reads version %2</source>
        <translation>버전 %1의 기록입니다. 이 프로그램이 읽는 버전: %2</translation>
    </message>
    <message>
        <source>interventions belong to a recording, which begins with &quot;%1&quot;</source>
        <translation>개입은 기록에 속하며, 기록의 첫머리는 &quot;%1&quot;입니다</translation>
    </message>
    <message>
        <source>an intervention comes behind the one before it, not at its position or earlier</source>
        <translation>개입은 앞의 개입보다 뒤에 있어야 하며, 같은 위치나 더 앞에 올 수 없습니다</translation>
    </message>
    <message>
        <source>a recording has at most %1 interventions</source>
        <translation>기록의 개입은 최대 %1개입니다</translation>
    </message>
    <message>
        <source>there is nothing in it</source>
        <translation>아무것도 들어 있지 않습니다</translation>
    </message>
    <message>
        <source>The broker met a failure that has no code of its own.</source>
        <translation>브로커에 따로 코드가 없는 오류가 생겼습니다.</translation>
    </message>
    <message>
        <source>No error.</source>
        <translation>오류가 없습니다.</translation>
    </message>
    <message>
        <source>The offset lies outside what the partition&apos;s log still holds.</source>
        <translation>오프셋이 파티션의 로그가 아직 가진 범위를 벗어났습니다.</translation>
    </message>
    <message>
        <source>A batch has a wrong checksum, size or form.</source>
        <translation>배치의 체크섬, 크기 또는 형식이 틀립니다.</translation>
    </message>
    <message>
        <source>This broker does not host that topic or partition.</source>
        <translation>이 브로커에는 그 토픽이나 파티션이 없습니다.</translation>
    </message>
    <message>
        <source>The fetch size asked for is not valid.</source>
        <translation>요청한 fetch 크기가 잘못되었습니다.</translation>
    </message>
    <message>
        <source>The partition has no leader at the moment, an election is due.</source>
        <translation>지금 파티션에 리더가 없습니다. 곧 선출됩니다.</translation>
    </message>
    <message>
        <source>This broker is not, or no longer, the leader or a follower of the partition.</source>
        <translation>이 브로커는 그 파티션의 리더나 팔로워가 아니거나, 더 이상 아닙니다.</translation>
    </message>
    <message>
        <source>The request was not finished within its time limit.</source>
        <translation>요청이 제한 시간 안에 끝나지 않았습니다.</translation>
    </message>
    <message>
        <source>The broker is not available.</source>
        <translation>브로커를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The replica is not available on that broker.</source>
        <translation>그 브로커에서 레플리카를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>A batch is larger than max.message.bytes allows.</source>
        <translation>배치가 max.message.bytes보다 큽니다.</translation>
    </message>
    <message>
        <source>The controller moved on to a newer epoch.</source>
        <translation>컨트롤러가 더 새로운 epoch로 넘어갔습니다.</translation>
    </message>
    <message>
        <source>The text committed with an offset is larger than offset.metadata.max.bytes.</source>
        <translation>오프셋과 함께 커밋한 텍스트가 offset.metadata.max.bytes보다 큽니다.</translation>
    </message>
    <message>
        <source>The connection broke before the answer came.</source>
        <translation>응답이 오기 전에 연결이 끊어졌습니다.</translation>
    </message>
    <message>
        <source>The coordinator is still reading its partition of the log.</source>
        <translation>코디네이터가 아직 자기 파티션의 로그를 읽고 있습니다.</translation>
    </message>
    <message>
        <source>There is no coordinator at the moment.</source>
        <translation>지금은 코디네이터가 없습니다.</translation>
    </message>
    <message>
        <source>This broker is not, or no longer, the coordinator.</source>
        <translation>이 브로커는 코디네이터가 아니거나, 더 이상 아닙니다.</translation>
    </message>
    <message>
        <source>The topic name or the operation on the topic is not valid.</source>
        <translation>토픽 이름이나 토픽에 대한 작업이 잘못되었습니다.</translation>
    </message>
    <message>
        <source>The batches together are larger than a segment.</source>
        <translation>배치를 합한 크기가 세그먼트보다 큽니다.</translation>
    </message>
    <message>
        <source>Fewer replicas are in sync than min.insync.replicas asks for; nothing was appended.</source>
        <translation>in-sync 레플리카가 min.insync.replicas보다 적어서 아무것도 추가되지 않았습니다.</translation>
    </message>
    <message>
        <source>The records were appended, then the in-sync replicas fell below min.insync.replicas.</source>
        <translation>레코드는 추가되었지만, 그 뒤 in-sync 레플리카가 min.insync.replicas보다 적어졌습니다.</translation>
    </message>
    <message>
        <source>acks must be -1, 0 or 1.</source>
        <translation>acks는 -1, 0, 1 중 하나여야 합니다.</translation>
    </message>
    <message>
        <source>The member names a generation that is not the group&apos;s current one.</source>
        <translation>멤버가 말한 generation이 그룹의 현재 generation이 아닙니다.</translation>
    </message>
    <message>
        <source>The member shares no protocol type or assignor with the group.</source>
        <translation>멤버와 그룹에 공통된 프로토콜 종류나 assignor가 없습니다.</translation>
    </message>
    <message>
        <source>The group id is not valid.</source>
        <translation>그룹 ID가 잘못되었습니다.</translation>
    </message>
    <message>
        <source>The group has no such member.</source>
        <translation>그룹에 그런 멤버가 없습니다.</translation>
    </message>
    <message>
        <source>The session timeout lies outside group.min.session.timeout.ms and group.max.session.timeout.ms.</source>
        <translation>session timeout이 group.min.session.timeout.ms와 group.max.session.timeout.ms의 범위를 벗어났습니다.</translation>
    </message>
    <message>
        <source>The group is rebalancing; the member should join again.</source>
        <translation>그룹이 리밸런스 중입니다. 멤버는 다시 join해야 합니다.</translation>
    </message>
    <message>
        <source>The offsets to commit are larger than a batch may be.</source>
        <translation>커밋할 오프셋이 배치의 허용 크기보다 큽니다.</translation>
    </message>
    <message>
        <source>Topic authorization failed.</source>
        <translation>토픽에 대한 권한이 없습니다.</translation>
    </message>
    <message>
        <source>Group authorization failed.</source>
        <translation>그룹에 대한 권한이 없습니다.</translation>
    </message>
    <message>
        <source>Cluster authorization failed.</source>
        <translation>클러스터에 대한 권한이 없습니다.</translation>
    </message>
    <message>
        <source>A record&apos;s timestamp is out of the accepted range.</source>
        <translation>레코드의 타임스탬프가 허용 범위를 벗어났습니다.</translation>
    </message>
    <message>
        <source>Unsupported sasl mechanism.</source>
        <translation>지원하지 않는 SASL 방식입니다.</translation>
    </message>
    <message>
        <source>Illegal sasl state.</source>
        <translation>SASL 상태가 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>The broker does not serve that version of the API.</source>
        <translation>브로커가 그 API 버전을 제공하지 않습니다.</translation>
    </message>
    <message>
        <source>A topic of that name exists.</source>
        <translation>같은 이름의 토픽이 이미 있습니다.</translation>
    </message>
    <message>
        <source>The number of partitions is not valid.</source>
        <translation>파티션 수가 잘못되었습니다.</translation>
    </message>
    <message>
        <source>The replication factor is below 1 or above the number of usable brokers.</source>
        <translation>복제 계수가 1보다 작거나 쓸 수 있는 브로커 수보다 큽니다.</translation>
    </message>
    <message>
        <source>The given replica assignment is not valid.</source>
        <translation>지정한 레플리카 배치가 잘못되었습니다.</translation>
    </message>
    <message>
        <source>A configuration key or value is not valid.</source>
        <translation>설정의 키나 값이 잘못되었습니다.</translation>
    </message>
    <message>
        <source>This node is not the active controller.</source>
        <translation>이 노드는 active controller가 아닙니다.</translation>
    </message>
    <message>
        <source>The request contradicts itself or the protocol.</source>
        <translation>요청이 스스로 또는 프로토콜과 모순됩니다.</translation>
    </message>
    <message>
        <source>Unsupported for message format.</source>
        <translation>그 메시지 형식에서는 지원하지 않습니다.</translation>
    </message>
    <message>
        <source>Policy violation.</source>
        <translation>정책에 어긋납니다.</translation>
    </message>
    <message>
        <source>The producer&apos;s sequence number is not the next one.</source>
        <translation>프로듀서의 sequence 번호가 다음 차례가 아닙니다.</translation>
    </message>
    <message>
        <source>The producer&apos;s sequence number was seen before.</source>
        <translation>프로듀서의 sequence 번호를 이미 받았습니다.</translation>
    </message>
    <message>
        <source>A newer producer with the same id has taken over.</source>
        <translation>같은 ID의 더 새로운 프로듀서가 이어받았습니다.</translation>
    </message>
    <message>
        <source>Invalid txn state.</source>
        <translation>트랜잭션 상태가 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>Invalid producer id mapping.</source>
        <translation>producer ID의 대응이 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>Invalid transaction timeout.</source>
        <translation>트랜잭션 timeout이 잘못되었습니다.</translation>
    </message>
    <message>
        <source>Concurrent transactions.</source>
        <translation>앞의 트랜잭션이 아직 끝나지 않았습니다.</translation>
    </message>
    <message>
        <source>Transaction coordinator fenced.</source>
        <translation>트랜잭션 코디네이터가 fence되었습니다.</translation>
    </message>
    <message>
        <source>Transactional id authorization failed.</source>
        <translation>transactional ID에 대한 권한이 없습니다.</translation>
    </message>
    <message>
        <source>Security disabled.</source>
        <translation>보안 기능이 꺼져 있습니다.</translation>
    </message>
    <message>
        <source>Operation not attempted.</source>
        <translation>작업을 시도하지 않았습니다.</translation>
    </message>
    <message>
        <source>The log directory of the partition failed.</source>
        <translation>파티션의 로그 디렉터리가 고장났습니다.</translation>
    </message>
    <message>
        <source>Log dir not found.</source>
        <translation>로그 디렉터리를 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>Sasl authentication failed.</source>
        <translation>SASL 인증에 실패했습니다.</translation>
    </message>
    <message>
        <source>The broker holds no state for that producer id.</source>
        <translation>브로커에 그 producer ID의 상태가 없습니다.</translation>
    </message>
    <message>
        <source>The partition&apos;s replicas are being reassigned.</source>
        <translation>파티션의 레플리카를 재할당하는 중입니다.</translation>
    </message>
    <message>
        <source>Delegation token auth disabled.</source>
        <translation>delegation token 인증이 꺼져 있습니다.</translation>
    </message>
    <message>
        <source>Delegation token not found.</source>
        <translation>delegation token을 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>Delegation token owner mismatch.</source>
        <translation>delegation token의 소유자가 다릅니다.</translation>
    </message>
    <message>
        <source>Delegation token request not allowed.</source>
        <translation>delegation token 요청이 허용되지 않습니다.</translation>
    </message>
    <message>
        <source>Delegation token authorization failed.</source>
        <translation>delegation token에 대한 권한이 없습니다.</translation>
    </message>
    <message>
        <source>Delegation token expired.</source>
        <translation>delegation token이 만료되었습니다.</translation>
    </message>
    <message>
        <source>Invalid principal type.</source>
        <translation>principal 종류가 잘못되었습니다.</translation>
    </message>
    <message>
        <source>The group still has members.</source>
        <translation>그룹에 아직 멤버가 있습니다.</translation>
    </message>
    <message>
        <source>There is no such group.</source>
        <translation>그런 그룹이 없습니다.</translation>
    </message>
    <message>
        <source>The fetch session is unknown or was evicted.</source>
        <translation>fetch session을 알 수 없거나 이미 밀려났습니다.</translation>
    </message>
    <message>
        <source>The fetch session is at another epoch.</source>
        <translation>fetch session의 epoch가 다릅니다.</translation>
    </message>
    <message>
        <source>Listener not found.</source>
        <translation>리스너를 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>Topic deletion disabled.</source>
        <translation>토픽 삭제가 꺼져 있습니다.</translation>
    </message>
    <message>
        <source>The leader epoch in the request is older than the partition&apos;s.</source>
        <translation>요청의 leader epoch가 파티션의 것보다 오래되었습니다.</translation>
    </message>
    <message>
        <source>The leader epoch in the request is newer than this broker knows.</source>
        <translation>요청의 leader epoch가 이 브로커가 아는 것보다 새롭습니다.</translation>
    </message>
    <message>
        <source>The broker does not support that compression type for this request.</source>
        <translation>브로커가 이 요청에서 그 압축 방식을 지원하지 않습니다.</translation>
    </message>
    <message>
        <source>The broker has registered again since that epoch.</source>
        <translation>그 epoch 뒤에 브로커가 다시 등록되었습니다.</translation>
    </message>
    <message>
        <source>The new leader&apos;s high watermark has not caught up yet.</source>
        <translation>새 리더의 high watermark가 아직 따라잡지 못했습니다.</translation>
    </message>
    <message>
        <source>The member must join again with the id that it was given.</source>
        <translation>멤버는 받은 ID로 다시 join해야 합니다.</translation>
    </message>
    <message>
        <source>The preferred leader was not available.</source>
        <translation>preferred 리더를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The group has as many members as group.max.size allows.</source>
        <translation>그룹의 멤버가 group.max.size만큼 이미 찼습니다.</translation>
    </message>
    <message>
        <source>Another member with the same group.instance.id has taken over.</source>
        <translation>같은 group.instance.id의 다른 멤버가 이어받았습니다.</translation>
    </message>
    <message>
        <source>No replica may become leader.</source>
        <translation>리더가 될 수 있는 레플리카가 없습니다.</translation>
    </message>
    <message>
        <source>The partition already has that leader.</source>
        <translation>파티션의 리더가 이미 그 브로커입니다.</translation>
    </message>
    <message>
        <source>No reassignment in progress.</source>
        <translation>진행 중인 재할당이 없습니다.</translation>
    </message>
    <message>
        <source>Group subscribed to topic.</source>
        <translation>그룹이 그 토픽을 구독하고 있습니다.</translation>
    </message>
    <message>
        <source>A record breaks a rule of its topic.</source>
        <translation>레코드가 토픽의 규칙에 어긋납니다.</translation>
    </message>
    <message>
        <source>Unstable offset commit.</source>
        <translation>아직 확정되지 않은 오프셋 커밋이 있습니다.</translation>
    </message>
    <message>
        <source>Throttling quota exceeded.</source>
        <translation>제한 할당량을 넘었습니다.</translation>
    </message>
    <message>
        <source>Producer fenced.</source>
        <translation>프로듀서가 fence되었습니다.</translation>
    </message>
    <message>
        <source>Resource not found.</source>
        <translation>리소스를 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>Duplicate resource.</source>
        <translation>리소스가 중복되었습니다.</translation>
    </message>
    <message>
        <source>Unacceptable credential.</source>
        <translation>받아들일 수 없는 자격 증명입니다.</translation>
    </message>
    <message>
        <source>The sender does not belong to the quorum&apos;s voters.</source>
        <translation>보낸 노드가 쿼럼의 voter가 아닙니다.</translation>
    </message>
    <message>
        <source>The partition changed since the version that the request names.</source>
        <translation>요청이 말한 버전 뒤에 파티션이 바뀌었습니다.</translation>
    </message>
    <message>
        <source>Feature update failed.</source>
        <translation>feature를 바꾸지 못했습니다.</translation>
    </message>
    <message>
        <source>Principal deserialization failure.</source>
        <translation>principal을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>There is no such snapshot.</source>
        <translation>그런 스냅샷이 없습니다.</translation>
    </message>
    <message>
        <source>The position lies outside the snapshot.</source>
        <translation>위치가 스냅샷의 범위를 벗어났습니다.</translation>
    </message>
    <message>
        <source>This broker knows no topic with that id.</source>
        <translation>이 브로커는 그 ID의 토픽을 모릅니다.</translation>
    </message>
    <message>
        <source>A live broker with the same id is registered.</source>
        <translation>같은 ID의 살아 있는 브로커가 등록되어 있습니다.</translation>
    </message>
    <message>
        <source>No broker with that id is registered.</source>
        <translation>그 ID로 등록된 브로커가 없습니다.</translation>
    </message>
    <message>
        <source>The topic id in the log does not match that of the request.</source>
        <translation>로그의 토픽 ID가 요청의 것과 다릅니다.</translation>
    </message>
    <message>
        <source>The request is meant for another cluster.</source>
        <translation>다른 클러스터로 보낸 요청입니다.</translation>
    </message>
    <message>
        <source>Transactional id not found.</source>
        <translation>transactional ID를 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>Fetch session topic id error.</source>
        <translation>fetch session의 토픽 ID가 맞지 않습니다.</translation>
    </message>
    <message>
        <source>A replica of the new ISR is fenced, stopping or of an older broker epoch.</source>
        <translation>새 ISR의 레플리카 하나가 fence되었거나, 정지 중이거나, 더 오래된 broker epoch의 것입니다.</translation>
    </message>
    <message>
        <source>The change was accepted and ended in a new leader.</source>
        <translation>변경이 받아들여졌고 새 리더가 선출되었습니다.</translation>
    </message>
    <message>
        <source>Offset moved to tiered storage.</source>
        <translation>오프셋이 tiered storage로 옮겨졌습니다.</translation>
    </message>
    <message>
        <source>Fenced member epoch.</source>
        <translation>member epoch가 fence되었습니다.</translation>
    </message>
    <message>
        <source>Unreleased instance id.</source>
        <translation>instance ID를 아직 다른 멤버가 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>Unsupported assignor.</source>
        <translation>지원하지 않는 assignor입니다.</translation>
    </message>
    <message>
        <source>Stale member epoch.</source>
        <translation>member epoch가 오래되었습니다.</translation>
    </message>
    <message>
        <source>Mismatched endpoint type.</source>
        <translation>endpoint 종류가 맞지 않습니다.</translation>
    </message>
    <message>
        <source>Unsupported endpoint type.</source>
        <translation>지원하지 않는 endpoint 종류입니다.</translation>
    </message>
    <message>
        <source>Unknown controller id.</source>
        <translation>알 수 없는 컨트롤러 ID입니다.</translation>
    </message>
    <message>
        <source>Unknown subscription id.</source>
        <translation>알 수 없는 subscription ID입니다.</translation>
    </message>
    <message>
        <source>Telemetry too large.</source>
        <translation>telemetry가 너무 큽니다.</translation>
    </message>
    <message>
        <source>Invalid registration.</source>
        <translation>등록이 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>Transaction abortable.</source>
        <translation>트랜잭션을 중단(abort)해야 합니다.</translation>
    </message>
    <message>
        <source>Invalid record state.</source>
        <translation>레코드의 상태가 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>Share session not found.</source>
        <translation>share session을 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>Invalid share session epoch.</source>
        <translation>share session의 epoch가 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>Fenced state epoch.</source>
        <translation>state epoch가 fence되었습니다.</translation>
    </message>
    <message>
        <source>Invalid voter key.</source>
        <translation>voter 키가 잘못되었습니다.</translation>
    </message>
    <message>
        <source>Duplicate voter.</source>
        <translation>이미 voter입니다.</translation>
    </message>
    <message>
        <source>Voter not found.</source>
        <translation>voter를 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>Invalid regular expression.</source>
        <translation>정규식이 잘못되었습니다.</translation>
    </message>
    <message>
        <source>Rebootstrap required.</source>
        <translation>다시 bootstrap해야 합니다.</translation>
    </message>
    <message>
        <source>Streams invalid topology.</source>
        <translation>Streams 토폴로지가 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>Streams invalid topology epoch.</source>
        <translation>Streams 토폴로지의 epoch가 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>Streams topology fenced.</source>
        <translation>Streams 토폴로지가 fence되었습니다.</translation>
    </message>
    <message>
        <source>Share session limit reached.</source>
        <translation>share session이 한도에 이르렀습니다.</translation>
    </message>
    <message>
        <source>A manual partition assignment was specified, but replication factor was not set to -1.</source>
        <translation>파티션 배치를 직접 지정했지만 복제 계수가 -1이 아닙니다.</translation>
    </message>
    <message>
        <source>A manual partition assignment was specified, but numPartitions was not set to -1.</source>
        <translation>파티션 배치를 직접 지정했지만 numPartitions가 -1이 아닙니다.</translation>
    </message>
    <message>
        <source>Found multiple manual partition assignments for partition %1</source>
        <translation>파티션 %1의 배치가 두 번 지정되었습니다</translation>
    </message>
    <message>
        <source>partitions should be a consecutive 0-based integer sequence</source>
        <translation>파티션 번호는 0부터 이어져야 합니다</translation>
    </message>
    <message>
        <source>Topic deletion is disabled.</source>
        <translation>토픽 삭제가 꺼져 있습니다.</translation>
    </message>
    <message>
        <source>Neither topic name nor id were specified.</source>
        <translation>토픽의 이름도 ID도 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>You may not specify both topic name and topic id.</source>
        <translation>토픽의 이름과 ID를 함께 지정할 수 없습니다.</translation>
    </message>
    <message>
        <source>Duplicate topic id.</source>
        <translation>같은 토픽 ID가 두 번 있습니다.</translation>
    </message>
    <message>
        <source>The provided topic name maps to an ID that was already supplied.</source>
        <translation>지정한 토픽 이름의 ID가 이미 지정되어 있습니다.</translation>
    </message>
    <message>
        <source>Topic already has %1 partition(s).</source>
        <translation>토픽의 파티션이 이미 %1개입니다.</translation>
    </message>
    <message>
        <source>The topic %1 currently has %2 partition(s); %3 would not be an increase.</source>
        <translation>토픽 %1의 파티션은 지금 %2개입니다. %3개로는 늘어나지 않습니다.</translation>
    </message>
    <message>
        <source>Attempted to add %1 additional partition(s), but only %2 assignment(s) were specified.</source>
        <translation>파티션 %1개를 더하려고 했지만 배치는 %2개만 지정되었습니다.</translation>
    </message>
    <message>
        <source>a member of group %1 %2</source>
        <translation>그룹 %1의 멤버: %2</translation>
    </message>
    <message>
        <source>Group %1 not found.</source>
        <translation>그런 그룹이 없습니다: %1</translation>
    </message>
    <message>
        <source>Group %1 is not empty.</source>
        <translation>그룹 %1에 멤버가 있습니다.</translation>
    </message>
    <message>
        <source>group %1: %2</source>
        <translation>그룹 %1: %2</translation>
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
        <source>Apache Kafka is a trademark of the Apache Software Foundation, which has no part in this program.</source>
        <translation>Apache Kafka는 Apache Software Foundation의 상표이며, 재단은 이 프로그램과 관련이 없습니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>this program</source>
        <translation>이 프로그램</translation>
    </message>
    <message>
        <source>the window</source>
        <translation>창</translation>
    </message>
    <message>
        <source>plots</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>archives of a cluster&apos;s directory</source>
        <translation>클러스터 디렉터리의 아카이브</translation>
    </message>
    <message>
        <source>sockets and timers</source>
        <translation>소켓과 타이머</translation>
    </message>
    <message>
        <source>compression of record batches</source>
        <translation>레코드 배치 압축</translation>
    </message>
    <message>
        <source>checksums of record batches</source>
        <translation>레코드 배치 체크섬</translation>
    </message>
    <message>
        <source>formatting of texts</source>
        <translation>텍스트 서식</translation>
    </message>
    <message>
        <source>the lines of the log</source>
        <translation>로그 줄 출력</translation>
    </message>
    <message>
        <source>answers of the command language</source>
        <translation>명령어 응답</translation>
    </message>
    <message>
        <source>options of the program</source>
        <translation>프로그램 옵션</translation>
    </message>
    <message>
        <source>letters of the window</source>
        <translation>창의 글꼴</translation>
    </message>
    <message>
        <source>letters of offsets, bytes and times</source>
        <translation>오프셋, 바이트, 시각의 글꼴</translation>
    </message>
    <message>
        <source>Korean letters</source>
        <translation>한글 글꼴</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. What it stands on, and under which licence; with Qt %1 in this run:</source>
        <translation>GNU 일반 공중 사용 허가서 버전 3 이상을 따르는 자유 소프트웨어입니다. 아래는 기반이 되는 구성 요소와 라이선스이며, 지금은 Qt %1로 실행 중입니다:</translation>
    </message>
    <message>
        <source>What Vitrine stands on</source>
        <translation>Vitrine이 사용하는 구성 요소</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Absence</name>
    <message>
        <source>There is no topic %1.</source>
        <translation>%1 토픽은 없습니다.</translation>
    </message>
    <message>
        <source>Topic %1 has partitions 0 to %2, not %3.</source>
        <translation>%1 토픽의 파티션은 0부터 %2까지이며, %3번은 없습니다.</translation>
    </message>
    <message>
        <source>%1 has no leader now: nobody can read it until an in-sync replica is back.</source>
        <translation>%1에 지금 리더가 없습니다. in-sync 레플리카가 돌아올 때까지 아무도 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>Broker %1 leads %2 and has not told its offsets yet.</source>
        <translation>%2의 리더인 브로커 %1번이 아직 오프셋을 알리지 않았습니다.</translation>
    </message>
    <message>
        <source>Offset %1 is not written yet: the next record of %2 gets offset %3.</source>
        <translation>오프셋 %1에는 아직 레코드가 없습니다. %2의 다음 레코드가 쓰일 오프셋: %3.</translation>
    </message>
    <message>
        <source>Offset %1 is deleted: the log of %2 begins at %3, by retention or by DeleteRecords.</source>
        <translation>오프셋 %1의 레코드는 삭제되었습니다. 보존 정책이나 DeleteRecords로 %2의 로그는 %3부터 시작합니다.</translation>
    </message>
    <message>
        <source>Offset %1 was deleted at %2: its segment was older than retention.ms (%3).</source>
        <translation>오프셋 %1의 레코드는 %2에 삭제되었습니다. 그 세그먼트가 retention.ms(%3)보다 오래되었습니다.</translation>
    </message>
    <message>
        <source>Offset %1 was deleted at %2: the log was larger than retention.bytes (%3).</source>
        <translation>오프셋 %1의 레코드는 %2에 삭제되었습니다. 로그가 retention.bytes(%3)보다 컸습니다.</translation>
    </message>
    <message>
        <source>Offset %1 was deleted at %2: DeleteRecords moved the start of the log to %3.</source>
        <translation>오프셋 %1의 레코드는 %2에 삭제되었습니다. DeleteRecords로 로그가 %3부터 시작합니다.</translation>
    </message>
    <message>
        <source>Offset %1 is written but not committed: it lies beyond the high watermark %2</source>
        <translation>오프셋 %1의 레코드는 쓰였지만 커밋되지 않았습니다. 하이 워터마크 %2 너머에 있습니다</translation>
    </message>
    <message>
        <source>, which waits for the in-sync replicas %1</source>
        <translation>. 하이 워터마크가 기다리는 in-sync 레플리카: %1</translation>
    </message>
    <message>
        <source>Offset %1 is a transaction marker: it aborts a transaction of producer %2, and no consumer is given markers.</source>
        <translation>오프셋 %1의 레코드는 프로듀서 %2의 트랜잭션을 중단하는 트랜잭션 마커이며, 마커는 컨슈머에게 전달되지 않습니다.</translation>
    </message>
    <message>
        <source>Offset %1 is a transaction marker: it commits a transaction of producer %2, and no consumer is given markers.</source>
        <translation>오프셋 %1의 레코드는 프로듀서 %2의 트랜잭션을 커밋하는 트랜잭션 마커이며, 마커는 컨슈머에게 전달되지 않습니다.</translation>
    </message>
    <message>
        <source>Offset %1 was compacted away: a newer record has the same key, or it was a tombstone that had its time.</source>
        <translation>오프셋 %1의 레코드는 컴팩션으로 사라졌습니다. 같은 키의 더 새로운 레코드가 있거나, 기한이 지난 툼스톤이었습니다.</translation>
    </message>
    <message>
        <source>No record has offset %1: compaction took it away, before cleanup.policy was what it is now.</source>
        <translation>오프셋 %1의 레코드는 없습니다. cleanup.policy가 지금과 같아지기 전에 컴팩션으로 사라졌습니다.</translation>
    </message>
    <message>
        <source>The next one is at %1.</source>
        <translation>다음 오프셋은 %1입니다.</translation>
    </message>
    <message>
        <source>What lies at offset %1 could not be read.</source>
        <translation>오프셋 %1에 있는 것을 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>What lies at offset %1 could not be read: %2</source>
        <translation>오프셋 %1에 있는 것을 읽지 못했습니다: %2</translation>
    </message>
    <message>
        <source>read_committed waits at the last stable offset %1 of %2, where a transaction is not decided yet</source>
        <translation>read_committed가 %2의 last stable offset %1에서 기다립니다. 그곳의 트랜잭션이 아직 결정되지 않았습니다</translation>
    </message>
    <message>
        <source>read_committed waits at the last stable offset %1 of %2: a transaction of producer %3 (epoch %4) is open since %5</source>
        <translation>read_committed가 %2의 last stable offset %1에서 기다립니다. 프로듀서 %3(epoch %4)의 트랜잭션이 %5부터 열려 있습니다</translation>
    </message>
    <message>
        <source>The transaction of producer %1 that wrote offset %2 was aborted: read_committed leaves it out, read_uncommitted shows it.</source>
        <translation>오프셋 %2의 레코드를 쓴 프로듀서 %1의 트랜잭션이 중단되었습니다. read_committed는 빼고, read_uncommitted는 보여 줍니다.</translation>
    </message>
    <message>
        <source>The transaction of producer %1 that wrote offset %2 is still open: read_committed shows it once it is committed.</source>
        <translation>오프셋 %2의 레코드를 쓴 프로듀서 %1의 트랜잭션이 아직 열려 있습니다. 커밋되면 read_committed가 보여 줍니다.</translation>
    </message>
    <message>
        <source>Offset %1 lies behind: %2.</source>
        <translation>오프셋 %1의 레코드는 그 뒤에 있습니다: %2.</translation>
    </message>
    <message>
        <source>Offset %1 is there to be read, but topic %2 is not being read: press Read.</source>
        <translation>오프셋 %1의 레코드는 읽을 수 있지만 %2 토픽을 읽고 있지 않습니다. 읽기를 누르세요.</translation>
    </message>
    <message>
        <source>Offset %1 lies in partition %2, and only partition %3 is read here.</source>
        <translation>오프셋 %1의 레코드는 파티션 %2에 있는데, 여기서는 파티션 %3만 읽습니다.</translation>
    </message>
    <message>
        <source>Reading of %1 began behind it, at offset %2.</source>
        <translation>%1 읽기는 그보다 뒤인 오프셋 %2에서 시작했습니다.</translation>
    </message>
    <message>
        <source>The filter leaves it out: %1 is not true of offset %2.</source>
        <translation>필터가 걸러 냈습니다. 오프셋 %2의 레코드가 %1 조건에 맞지 않습니다.</translation>
    </message>
    <message>
        <source>It is here, but the chosen range of time hides it; Escape lets go of the range.</source>
        <translation>여기에 있지만 선택한 시간 범위 때문에 보이지 않습니다. Escape를 누르면 범위가 풀립니다.</translation>
    </message>
    <message>
        <source>The display is paused: what is read since waits until it goes on (Space).</source>
        <translation>화면이 일시 정지되어 있습니다. 그 뒤에 읽은 것은 화면이 다시 움직일 때(Space) 나타납니다.</translation>
    </message>
    <message>
        <source>Offset %1 was not read yet: reading of %2 has not begun.</source>
        <translation>오프셋 %1의 레코드는 아직 읽지 않았습니다. %2 읽기가 시작되지 않았습니다.</translation>
    </message>
    <message>
        <source>Offset %1 was not read yet: reading of %2 stands at %3.</source>
        <translation>오프셋 %1의 레코드는 아직 읽지 않았습니다. %2 읽기는 %3에 있습니다.</translation>
    </message>
    <message>
        <source>Reading was stopped before it came to offset %1.</source>
        <translation>오프셋 %1에 이르기 전에 읽기를 멈추었습니다.</translation>
    </message>
    <message>
        <source>Reading ended at the high watermark of its start, before offset %1; follow goes on.</source>
        <translation>읽기는 시작할 때의 하이 워터마크에서, 오프셋 %1에 이르기 전에 끝났습니다. ‘계속 읽기’를 켜면 이어서 읽습니다.</translation>
    </message>
    <message>
        <source>It was read, and made room: the table keeps the last %1 records.</source>
        <translation>읽었지만 자리를 내주었습니다. 표에는 마지막 레코드 %1개만 남습니다.</translation>
    </message>
    <message>
        <source>It was read when records came faster than the window takes them, and was not kept.</source>
        <translation>창이 받는 것보다 레코드가 빠르게 올 때 읽혀서 남기지 못했습니다.</translation>
    </message>
    <message>
        <source>It was read and made room, or was cleared from the table.</source>
        <translation>읽었지만 자리를 내주었거나 표에서 지워졌습니다.</translation>
    </message>
    <message>
        <source>It is here: %1 @ %2.</source>
        <translation>여기 있습니다: %1 @ %2.</translation>
    </message>
    <message>
        <source>Looking for the key %1: %2 records read…</source>
        <translation>키 찾는 중(%1): 레코드 %2개 읽음…</translation>
    </message>
    <message>
        <source>None of the %1 committed records of %2 has the key %3; by its hash (murmur2) it would be in partition %4.</source>
        <translation>%2의 커밋된 레코드 %1개 가운데 키가 %3인 것은 없습니다. 해시(murmur2)로는 파티션 %4에 있어야 합니다.</translation>
    </message>
    <message>
        <source>The one record with the key %1 is %2</source>
        <translation>키가 %1인 레코드는 하나이며 %2에 있습니다</translation>
    </message>
    <message>
        <source>The newest of %1 records with the key %2 is %3</source>
        <translation>키가 %2인 레코드 %1개 가운데 가장 새로운 것은 %3에 있습니다</translation>
    </message>
    <message>
        <source>, not in partition %1, where murmur2 puts the key: its producer chose otherwise, or the topic had fewer partitions</source>
        <translation>. murmur2로 정해지는 이 키의 파티션은 %1인데, 프로듀서가 다르게 골랐거나 토픽의 파티션이 더 적었습니다</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ActionRegistry</name>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>View</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>패널</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>클러스터</translation>
    </message>
    <message>
        <source>Simulation</source>
        <translation>시뮬레이션</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::AddConsumerDialog</name>
    <message>
        <source>Add consumer</source>
        <translation>컨슈머 추가</translation>
    </message>
    <message>
        <source>Add a consumer</source>
        <translation>컨슈머 추가</translation>
    </message>
    <message>
        <source>Add a consumer to %1</source>
        <translation>%1에 컨슈머 추가</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>토픽</translation>
    </message>
    <message>
        <source>none: a dynamic member</source>
        <translation>없음: 동적 멤버</translation>
    </message>
    <message>
        <source>Without a heartbeat for so long the member counts as gone.</source>
        <translation>이 시간 동안 하트비트가 없으면 멤버가 사라진 것으로 봅니다.</translation>
    </message>
    <message>
        <source>How often it says that it lives, and learns that the group rebalances.</source>
        <translation>살아 있음을 알리고 그룹의 리밸런스를 알게 되는 주기입니다.</translation>
    </message>
    <message>
        <source>How long the group waits in a rebalance for this member to join again.</source>
        <translation>리밸런스할 때 이 멤버가 다시 참여하기를 그룹이 기다리는 시간입니다.</translation>
    </message>
    <message>
        <source>A static member that comes back within session.timeout.ms keeps its partitions: nobody rebalances.</source>
        <translation>정적 멤버가 session.timeout.ms 안에 돌아오면 파티션을 그대로 가지며, 리밸런스가 일어나지 않습니다.</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>Assignor</source>
        <translation>할당자</translation>
    </message>
    <message>
        <source>There is no topic to read yet.</source>
        <translation>아직 읽을 토픽이 없습니다.</translation>
    </message>
    <message>
        <source>Choose a topic.</source>
        <translation>토픽을 고르세요.</translation>
    </message>
    <message>
        <source>heartbeat.interval.ms must be below session.timeout.ms, or the session ends before the first heartbeat.</source>
        <translation>heartbeat.interval.ms는 session.timeout.ms보다 작아야 합니다. 그렇지 않으면 첫 하트비트 전에 세션이 끝납니다.</translation>
    </message>
    <message>
        <source>The group&apos;s members use %1: one without it is refused (INCONSISTENT_GROUP_PROTOCOL).</source>
        <translation>그룹의 멤버가 쓰는 할당자: %1. 이를 지원하지 않는 멤버는 거부됩니다(INCONSISTENT_GROUP_PROTOCOL).</translation>
    </message>
    <message>
        <source>A member has this group.instance.id: the new one takes its place, and the old one is fenced.</source>
        <translation>이 group.instance.id를 가진 멤버가 있습니다. 새 멤버가 그 자리를 차지하고 기존 멤버는 펜싱됩니다.</translation>
    </message>
    <message>
        <source>Fewer than three heartbeats fit into session.timeout.ms: one that is late may cost the membership.</source>
        <translation>session.timeout.ms 안에 하트비트가 세 번도 들어가지 않습니다. 한 번만 늦어도 그룹에서 빠질 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Archive</name>
    <message>
        <source>%1 ends %2 bytes too early.</source>
        <translation>%1: %2바이트 일찍 끝납니다.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 파일을 쓸 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 파일을 읽을 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>비어 있습니다</translation>
    </message>
    <message>
        <source>it leads to the root of the file system</source>
        <translation>파일 시스템의 루트를 가리킵니다</translation>
    </message>
    <message>
        <source>it is longer than %1 bytes</source>
        <translation>%1바이트보다 깁니다</translation>
    </message>
    <message>
        <source>it has characters that a name does not have</source>
        <translation>이름에 쓸 수 없는 문자가 있습니다</translation>
    </message>
    <message>
        <source>it leads elsewhere</source>
        <translation>다른 곳을 가리킵니다</translation>
    </message>
    <message>
        <source>a name in it is longer than 255 bytes</source>
        <translation>그 안의 이름 하나가 255바이트보다 깁니다</translation>
    </message>
    <message>
        <source>The manifest names a log directory “%1”, which no log directory can be called.</source>
        <translation>매니페스트의 로그 디렉터리 “%1”: 로그 디렉터리의 이름이 될 수 없습니다.</translation>
    </message>
    <message>
        <source>The manifest has a node without an id, or without log directories.</source>
        <translation>매니페스트에 ID나 로그 디렉터리가 없는 노드가 있습니다.</translation>
    </message>
    <message>
        <source>The manifest names the entry “%1”, which is refused: %2.</source>
        <translation>매니페스트의 항목 “%1”: 거부합니다: %2.</translation>
    </message>
    <message>
        <source>The manifest names the entry “%1”, which has no place in an archive.</source>
        <translation>매니페스트에 아카이브에 있을 수 없는 항목이 있습니다: “%1”.</translation>
    </message>
    <message>
        <source>The manifest gives the entry “%1” a size that it cannot have.</source>
        <translation>매니페스트에 적힌 항목 “%1”의 크기는 있을 수 없는 값입니다.</translation>
    </message>
    <message>
        <source>The manifest has no checksum of the entry “%1”.</source>
        <translation>매니페스트에 항목 “%1”의 체크섬이 없습니다.</translation>
    </message>
    <message>
        <source>The manifest names node %1 twice.</source>
        <translation>매니페스트에 두 번 나오는 노드: %1.</translation>
    </message>
    <message>
        <source>The manifest names the log directory “%1” twice.</source>
        <translation>매니페스트에 두 번 나오는 로그 디렉터리: “%1”.</translation>
    </message>
    <message>
        <source>The manifest names the entry “%1” twice.</source>
        <translation>매니페스트에 두 번 나오는 항목: “%1”.</translation>
    </message>
    <message>
        <source>The entry “%1” lies in no log directory of a node.</source>
        <translation>항목 “%1”: 어느 노드의 로그 디렉터리에도 속하지 않습니다.</translation>
    </message>
    <message>
        <source>The entry “%1” is a file and a directory at once.</source>
        <translation>항목 “%1”: 파일이면서 디렉터리입니다.</translation>
    </message>
    <message>
        <source>The manifest cannot be read: %1, at byte %2.</source>
        <translation>매니페스트를 읽을 수 없습니다: %1(%2바이트 위치).</translation>
    </message>
    <message>
        <source>The manifest is not of an archive of Vitrine.</source>
        <translation>Vitrine 아카이브의 매니페스트가 아닙니다.</translation>
    </message>
    <message>
        <source>The archive has version %1 of the format; read here is version %2.</source>
        <translation>아카이브의 형식 버전: %1. 여기서 읽는 버전: %2.</translation>
    </message>
    <message>
        <source>The manifest does not say when the archive was made.</source>
        <translation>매니페스트에 아카이브를 만든 시각이 없습니다.</translation>
    </message>
    <message>
        <source>The manifest has %1 nodes; a cluster has 1 to %2.</source>
        <translation>매니페스트에 노드가 %1개 있습니다. 클러스터의 노드는 1~%2개입니다.</translation>
    </message>
    <message>
        <source>The manifest has %1 files; at most %2 are read.</source>
        <translation>매니페스트에 파일이 %1개 있습니다. 최대 %2개까지 읽습니다.</translation>
    </message>
    <message>
        <source>The manifest promises more than a tebibyte.</source>
        <translation>매니페스트에 적힌 크기가 1테비바이트를 넘습니다.</translation>
    </message>
    <message>
        <source>%1 is neither a file nor a directory, and an archive holds nothing else.</source>
        <translation>%1: 파일도 디렉터리도 아닙니다. 아카이브에는 그 밖의 것을 담지 않습니다.</translation>
    </message>
    <message>
        <source>%1 cannot be put into an archive: %2.</source>
        <translation>%1: 아카이브에 담을 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>The cluster has more than %1 files; an archive holds no more.</source>
        <translation>클러스터의 파일이 %1개를 넘습니다. 아카이브에는 그보다 많이 담을 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 grew while it was copied: its node does not stand still. Save again once it runs.</source>
        <translation>%1: 복사하는 동안 커졌습니다. 그 노드가 멈춰 있지 않습니다. 노드가 실행되면 다시 저장하십시오.</translation>
    </message>
    <message>
        <source>Node %1 has no log directory yet.</source>
        <translation>노드 %1에 아직 로그 디렉터리가 없습니다.</translation>
    </message>
    <message>
        <source>There is no node that could be saved.</source>
        <translation>저장할 노드가 없습니다.</translation>
    </message>
    <message>
        <source>The cluster has too many files for an archive.</source>
        <translation>클러스터의 파일이 너무 많아 아카이브에 담을 수 없습니다.</translation>
    </message>
    <message>
        <source>a hard link</source>
        <translation>하드 링크</translation>
    </message>
    <message>
        <source>a symbolic link</source>
        <translation>심볼릭 링크</translation>
    </message>
    <message>
        <source>a device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>a directory</source>
        <translation>디렉터리</translation>
    </message>
    <message>
        <source>a pipe</source>
        <translation>파이프</translation>
    </message>
    <message>
        <source>another entry</source>
        <translation>다른 항목</translation>
    </message>
    <message>
        <source>The archive is cut off before its entry “%1”.</source>
        <translation>아카이브가 항목 “%1” 앞에서 잘려 있습니다.</translation>
    </message>
    <message>
        <source>Where its entry “%1” should begin, the archive has %2: “%3”.</source>
        <translation>항목 “%1”의 시작 자리에 있는 것: %2: “%3”.</translation>
    </message>
    <message>
        <source>The entry “%1” has %2 bytes in the archive and %3 in its manifest.</source>
        <translation>항목 “%1”의 크기가 아카이브에서는 %2바이트, 매니페스트에서는 %3바이트입니다.</translation>
    </message>
    <message>
        <source>%1 is not an archive of Vitrine.</source>
        <translation>%1: Vitrine 아카이브가 아닙니다.</translation>
    </message>
    <message>
        <source>%1 is cut off or damaged: it ends before its manifest.</source>
        <translation>%1: 잘렸거나 손상되었습니다. 매니페스트 앞에서 끝납니다.</translation>
    </message>
    <message>
        <source>The manifest has a size that it cannot have.</source>
        <translation>매니페스트의 크기가 있을 수 없는 값입니다.</translation>
    </message>
    <message>
        <source>%1 is cut off or damaged: it ends in its manifest.</source>
        <translation>%1: 잘렸거나 손상되었습니다. 매니페스트 도중에 끝납니다.</translation>
    </message>
    <message>
        <source>The unpacked archive</source>
        <translation>압축을 푼 아카이브</translation>
    </message>
    <message>
        <source>The archive is cut off in its entry “%1”.</source>
        <translation>아카이브가 항목 “%1” 도중에 잘려 있습니다.</translation>
    </message>
    <message>
        <source>After its last entry the archive goes on with what its manifest does not name.</source>
        <translation>마지막 항목 뒤에 매니페스트에 없는 내용이 이어집니다.</translation>
    </message>
    <message>
        <source>The entry “%1” is not in the archive as its manifest says.</source>
        <translation>항목 “%1”: 매니페스트에 적힌 대로 들어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The entry “%1” is damaged: its SHA-256 is not that of the manifest.</source>
        <translation>항목 “%1”: 손상되었습니다. SHA-256이 매니페스트와 다릅니다.</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>취소되었습니다.</translation>
    </message>
    <message>
        <source>%1 is no directory that can be read.</source>
        <translation>%1: 읽을 수 있는 디렉터리가 아닙니다.</translation>
    </message>
    <message>
        <source>The cluster has more than a tebibyte; an archive holds no more.</source>
        <translation>클러스터가 1테비바이트를 넘습니다. 아카이브에는 그보다 많이 담을 수 없습니다.</translation>
    </message>
    <message>
        <source>The cluster has %1 bytes and is copied before it is packed; beside %2 is room for %3.</source>
        <translation>클러스터 크기는 %1바이트이고 압축하기 전에 복사됩니다. %2 옆에는 %3바이트만 남아 있습니다.</translation>
    </message>
    <message>
        <source>%1 is cut off or damaged.</source>
        <translation>%1: 잘렸거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>%1 is there already, and not empty; an archive is opened in a directory of its own.</source>
        <translation>%1: 이미 있고 비어 있지 않습니다. 아카이브는 전용 디렉터리에 엽니다.</translation>
    </message>
    <message>
        <source>%1 cannot be made.</source>
        <translation>%1: 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>Opening the archive takes %1 bytes in %2, where %3 are free.</source>
        <translation>아카이브를 열려면 %2에 %1바이트가 필요한데 %3바이트만 남아 있습니다.</translation>
    </message>
    <message>
        <source>Node %1 has no meta.properties in the archive: it is no log directory.</source>
        <translation>아카이브에 노드 %1의 meta.properties가 없습니다. 로그 디렉터리가 아닙니다.</translation>
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
        <source>for %1</source>
        <translation>%1째</translation>
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
        <source>no partitions</source>
        <translation>파티션 없음</translation>
    </message>
    <message>
        <source>last heartbeat %1</source>
        <translation>마지막 하트비트 %1</translation>
    </message>
    <message>
        <source>at the last rebalance: %1 → %2</source>
        <translation>마지막 리밸런스: %1 → %2</translation>
    </message>
    <message>
        <source>lag %1, %2</source>
        <translation>랙 %1, %2</translation>
    </message>
    <message>
        <source>nobody reads these</source>
        <translation>읽는 멤버 없음</translation>
    </message>
    <message>
        <source>No member has these partitions.</source>
        <translation>이 파티션을 맡은 멤버가 없습니다.</translation>
    </message>
    <message>
        <source>member</source>
        <translation>멤버</translation>
    </message>
    <message>
        <source>left</source>
        <translation>떠남</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>nobody read these</source>
        <translation>읽는 멤버 없었음</translation>
    </message>
    <message>
        <source>Rebalancing: %1 of %2 joined</source>
        <translation>리밸런스 중: %2명 중 %1명 참여</translation>
    </message>
    <message>
        <source>Generation %1 at %2</source>
        <translation>세대 %1, %2</translation>
    </message>
    <message>
        <source>Last rebalance %1 ago</source>
        <translation>마지막 리밸런스 %1 전</translation>
    </message>
    <message>
        <source>Everybody had left.</source>
        <translation>모두 떠난 상태였습니다.</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>멤버</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Moved from</source>
        <translation>이전 멤버</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Band</name>
    <message>
        <source>Close this message</source>
        <translation>이 알림 닫기</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BatchFields</name>
    <message>
        <source>of the first record; the leader writes it</source>
        <translation>첫 레코드의 오프셋; 리더가 기록합니다</translation>
    </message>
    <message>
        <source>bytes that follow this field</source>
        <translation>이 필드 뒤에 오는 바이트 수</translation>
    </message>
    <message>
        <source>written by the leader, not under the CRC</source>
        <translation>리더가 기록하며 CRC에 포함되지 않습니다</translation>
    </message>
    <message>
        <source>the format of the batch</source>
        <translation>배치의 형식</translation>
    </message>
    <message>
        <source>CRC-32C of everything from attributes on</source>
        <translation>attributes부터 끝까지의 CRC-32C</translation>
    </message>
    <message>
        <source>the last offset is %1</source>
        <translation>마지막 오프셋은 %1</translation>
    </message>
    <message>
        <source>the time from which tombstones may go: %1</source>
        <translation>툼스톤이 사라질 수 있는 시각: %1</translation>
    </message>
    <message>
        <source>none: not idempotent</source>
        <translation>없음: 멱등성 꺼짐</translation>
    </message>
    <message>
        <source>of the first record, by which a retry is recognized</source>
        <translation>첫 레코드의 시퀀스; 이것으로 재시도를 알아봅니다</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n바이트</numerusform>
        </translation>
    </message>
    <message>
        <source>compressed with %1; %2 before</source>
        <translation>압축: %1; 압축 전 %2</translation>
    </message>
    <message>
        <source>record %1</source>
        <translation>레코드 %1</translation>
    </message>
    <message>
        <source>record at %1</source>
        <translation>오프셋 %1의 레코드</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BatchStrip</name>
    <message>
        <source>control</source>
        <translation>컨트롤</translation>
    </message>
    <message>
        <source>offsets %1 to %2, %3 at byte %4</source>
        <translation>오프셋 %1–%2, 바이트 %4 위치에 %3</translation>
    </message>
    <message numerus="yes">
        <source>%n of its records was removed by compaction</source>
        <translation>
            <numerusform>이 배치의 레코드 %n개가 컴팩션으로 제거되었습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n offset(s) in front of it are not there</source>
        <translation>
            <numerusform>이 앞의 오프셋 %n개가 없습니다</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BatchView</name>
    <message>
        <source>records after decompression</source>
        <translation>압축을 푼 레코드</translation>
    </message>
    <message>
        <source>the batch as it lies on the disk</source>
        <translation>디스크에 저장된 그대로의 배치</translation>
    </message>
    <message>
        <source>No index files lie beside this segment.</source>
        <translation>이 세그먼트 옆에 인덱스 파일이 없습니다.</translation>
    </message>
    <message>
        <source>The active segment&apos;s entries are in its broker&apos;s memory and reach the files when it is rolled or closed.</source>
        <translation>활성 세그먼트의 항목은 브로커의 메모리에 있으며, 세그먼트가 롤되거나 닫힐 때 파일에 기록됩니다.</translation>
    </message>
    <message>
        <source>An entry is written for each index.interval.bytes of the log.</source>
        <translation>로그의 index.interval.bytes마다 항목이 하나씩 기록됩니다.</translation>
    </message>
    <message>
        <source>Entry %1 is the last at or below: the broker reads batches from byte %2 until it meets the offset.</source>
        <translation>그 오프셋 이하의 마지막 항목은 %1번입니다: 브로커는 바이트 %2부터 그 오프셋이 나올 때까지 배치를 읽습니다.</translation>
    </message>
    <message>
        <source>No entry is at or below it: the broker reads from the segment&apos;s first byte.</source>
        <translation>그 오프셋 이하의 항목이 없습니다: 브로커는 세그먼트의 첫 바이트부터 읽습니다.</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>인덱스</translation>
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
        <source>Meaning</source>
        <translation>의미</translation>
    </message>
    <message>
        <source>Fields of the batch</source>
        <translation>배치의 필드</translation>
    </message>
    <message>
        <source>Bytes of the batch</source>
        <translation>배치의 바이트</translation>
    </message>
    <message>
        <source>Choose a batch to see its bytes and what they mean.</source>
        <translation>배치를 선택하면 바이트와 그 의미가 표시됩니다.</translation>
    </message>
    <message>
        <source>Look up offset</source>
        <translation>오프셋 찾기</translation>
    </message>
    <message>
        <source>.index: no entry in the file</source>
        <translation>.index: 파일에 항목이 없습니다</translation>
    </message>
    <message>
        <source>.timeindex: no entry in the file</source>
        <translation>.timeindex: 파일에 항목이 없습니다</translation>
    </message>
    <message>
        <source>Entries of .index</source>
        <translation>.index의 항목</translation>
    </message>
    <message>
        <source>Entries of .timeindex</source>
        <translation>.timeindex의 항목</translation>
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
    <name>vitrine::ui::ClusterPlan</name>
    <message>
        <source>Single broker</source>
        <translation>브로커 하나</translation>
    </message>
    <message>
        <source>One node, no replication: what breaks is gone.</source>
        <translation>노드 하나, 복제 없음: 고장 나면 잃습니다.</translation>
    </message>
    <message>
        <source>Three brokers</source>
        <translation>브로커 셋</translation>
    </message>
    <message>
        <source>The smallest cluster that outlives a broker.</source>
        <translation>브로커 하나를 잃어도 견디는 가장 작은 클러스터입니다.</translation>
    </message>
    <message>
        <source>Three racks</source>
        <translation>랙(rack) 셋</translation>
    </message>
    <message>
        <source>Six brokers; replicas are spread over the racks.</source>
        <translation>브로커 여섯 대. 레플리카가 여러 랙(rack)에 고루 놓입니다.</translation>
    </message>
    <message>
        <source>Five + three</source>
        <translation>5 + 3</translation>
    </message>
    <message>
        <source>Five brokers, and three controllers apart.</source>
        <translation>브로커 다섯 대와 별도 컨트롤러 세 대입니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ClusterSaver</name>
    <message>
        <source>Node %1 is starting or stopping, and cannot stand still meanwhile. Save when it has done so.</source>
        <translation>노드 %1: 시작되거나 정지되는 중이라 멈춰 세울 수 없습니다. 끝난 뒤에 저장하십시오.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CommandCopier</name>
    <message>
        <source>Copy as command</source>
        <translation>명령으로 복사</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CommandDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CommandLine</name>
    <message>
        <source>Command line and palette</source>
        <translation>명령줄과 팔레트</translation>
    </message>
    <message>
        <source>Find or do anything: broker kill 1</source>
        <translation>찾기 또는 실행: broker kill 1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CommandPopup</name>
    <message>
        <source>Enter: do it   Tab: complete   Ctrl+Shift+C: copy as command</source>
        <translation>Enter: 실행   Tab: 자동 완성   Ctrl+Shift+C: 명령으로 복사</translation>
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
        <translation>비교 기준: %1, 비교 대상:</translation>
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
        <translation>브랜치 %1: %2, 브랜치 %3: %4.</translation>
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
    <message>
        <source>Filter, %1</source>
        <translation>필터, %1</translation>
    </message>
    <message>
        <source>of %1 read</source>
        <translation>읽은 %1개 중</translation>
    </message>
    <message>
        <source>No record passes the filter.</source>
        <translation>필터를 통과한 레코드가 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n바이트</numerusform>
        </translation>
    </message>
    <message>
        <source>key %1, then value %2</source>
        <translation>키 %1, 이어서 값 %2</translation>
    </message>
    <message>
        <source>The value is no JSON (byte %1: %2):</source>
        <translation>값이 JSON이 아닙니다(바이트 %1: %2):</translation>
    </message>
    <message>
        <source>Copy the key</source>
        <translation>키 복사</translation>
    </message>
    <message>
        <source>Copy the value</source>
        <translation>값 복사</translation>
    </message>
    <message>
        <source>Send it again…</source>
        <translation>다시 보내기…</translation>
    </message>
    <message>
        <source>Export records</source>
        <translation>레코드 내보내기</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON lines (*.jsonl)</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Which records are shown; the others are read and left out. Return reads with it.

key, value, header.NAME: compare with a &quot;text&quot;, x&quot;0aff&quot; or null by ==, !=, &lt;, &gt;, contains, startswith, endswith, matches
partition, offset, timestamp: with a number; timestamp also with &quot;2026-03-01T14:02:33&quot;
json.PATH, of a value that is JSON: with a text, a number, true, false or null; json.items[0].price &gt; 10
&amp;&amp;, ||, ! and brackets join conditions</source>
        <translation>표시할 레코드의 조건입니다. 나머지는 읽되 표시하지 않습니다. Enter를 누르면 이 필터로 읽습니다.

key, value, header.NAME: &quot;텍스트&quot;, x&quot;0aff&quot;, null과 ==, !=, &lt;, &gt;, contains, startswith, endswith, matches로 비교
partition, offset, timestamp: 숫자와 비교; timestamp는 &quot;2026-03-01T14:02:33&quot;도 가능
json.PATH(값이 JSON일 때): 텍스트, 숫자, true, false, null과 비교; json.items[0].price &gt; 10
&amp;&amp;, ||, !와 괄호로 조건을 잇습니다</translation>
    </message>
    <message>
        <source>isolation.level: with read_committed nothing of open or aborted transactions is read</source>
        <translation>isolation.level: read_committed이면 열려 있거나 중단된 트랜잭션의 레코드는 읽지 않습니다</translation>
    </message>
    <message>
        <source>as text</source>
        <translation>텍스트로</translation>
    </message>
    <message>
        <source>as JSON</source>
        <translation>JSON으로</translation>
    </message>
    <message>
        <source>as hex</source>
        <translation>16진수로</translation>
    </message>
    <message>
        <source>How keys and values are shown</source>
        <translation>키와 값을 표시하는 방법</translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>다시 보내기…</translation>
    </message>
    <message>
        <source>Puts key, value and headers into the panel Produce</source>
        <translation>키, 값, 헤더를 프로듀스 패널에 넣습니다</translation>
    </message>
    <message>
        <source>Bytes of key and value</source>
        <translation>키와 값의 바이트</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>What is shown as CSV…</source>
        <translation>표시된 레코드를 CSV로…</translation>
    </message>
    <message>
        <source>What is shown as JSON lines…</source>
        <translation>표시된 레코드를 JSON lines로…</translation>
    </message>
    <message>
        <source>An offset is a number from 0 on.</source>
        <translation>오프셋은 0 이상의 수입니다.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>The display is paused: what is read since waits until it goes on (Space).</source>
        <translation>화면이 일시 정지되어 있습니다. 그 뒤에 읽은 것은 화면이 다시 움직일 때(Space) 나타납니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n of aborted transactions left out</source>
        <translation>
            <numerusform>중단된 트랜잭션의 %n개 제외</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transaction marker(s) passed over</source>
        <translation>
            <numerusform>트랜잭션 마커 %n개 건너뜀</numerusform>
        </translation>
    </message>
    <message>
        <source>Why not here?</source>
        <translation>왜 안 보이나요?</translation>
    </message>
    <message>
        <source>Looks for a record by its offset or its key, and says why it is not in the table</source>
        <translation>레코드를 오프셋이나 키로 찾아, 왜 표에 없는지 알려 줍니다</translation>
    </message>
    <message>
        <source>the record at</source>
        <translation>이 오프셋의 레코드</translation>
    </message>
    <message>
        <source>the record with the key</source>
        <translation>이 키의 레코드</translation>
    </message>
    <message>
        <source>What the record is known by</source>
        <translation>레코드를 찾는 기준</translation>
    </message>
    <message>
        <source>Partition of the record that is looked for</source>
        <translation>찾는 레코드의 파티션</translation>
    </message>
    <message>
        <source>Offset or key of the record that is looked for</source>
        <translation>찾는 레코드의 오프셋 또는 키</translation>
    </message>
    <message>
        <source>offset or key</source>
        <translation>오프셋 또는 키</translation>
    </message>
    <message>
        <source>Why the record is not shown</source>
        <translation>레코드가 보이지 않는 까닭</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Correct the filter, then Read.</source>
        <translation>필터를 고친 뒤 읽기를 누르세요.</translation>
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
    <name>vitrine::ui::DirectorySession</name>
    <message>
        <source>This is the directory of a stopped cluster, open read-only: nothing runs that could do it. To run it: vitrine --data-dir %1</source>
        <translation>정지된 클러스터의 디렉터리를 읽기 전용으로 열었으므로 이 명령을 수행할 노드가 없습니다. 실행하려면: vitrine --data-dir %1</translation>
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
        <translation>브로커 %1: %2 동안 따라잡지 못함 (replica.lag.time.max.ms)</translation>
    </message>
    <message>
        <source>broker %1 has caught up with the leader</source>
        <translation>브로커 %1: 리더를 따라잡음</translation>
    </message>
    <message>
        <source>broker %1 was fenced</source>
        <translation>브로커 %1 펜싱됨</translation>
    </message>
    <message>
        <source>broker %1 shuts down</source>
        <translation>브로커 %1 종료 중</translation>
    </message>
    <message>
        <source>a new leader was elected</source>
        <translation>새 리더가 선출됨</translation>
    </message>
    <message>
        <source>%1 is below min.insync.replicas %2: the high watermark waits and acks=all answers NOT_ENOUGH_REPLICAS</source>
        <translation>동기화된 레플리카 수(%1)가 min.insync.replicas(%2)보다 적음: 하이 워터마크가 멈추고 acks=all은 NOT_ENOUGH_REPLICAS로 응답함</translation>
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
        <translation>%1 정지됨</translation>
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
        <translation>보유한 레플리카가 없어 클러스터에서 등록 해제됨</translation>
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
        <translation>브로커 %1: controlled shutdown 요청</translation>
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
        <source>Healed: %1</source>
        <translation>복구됨: %1</translation>
    </message>
    <message>
        <source>no longer in force</source>
        <translation>더 이상 적용되지 않음</translation>
    </message>
    <message>
        <source>Node %1 leads the quorum, epoch %2</source>
        <translation>노드 %1 쿼럼 리더가 됨, 에폭 %2</translation>
    </message>
    <message>
        <source>it won a majority of the voters and is the active controller</source>
        <translation>보터의 과반을 얻어 활성 컨트롤러가 됨</translation>
    </message>
    <message>
        <source>Node %1 asks for votes, epoch %2</source>
        <translation>노드 %1 투표 요청, 에폭 %2</translation>
    </message>
    <message>
        <source>it has not heard from a leader for controller.quorum.election.timeout.ms</source>
        <translation>controller.quorum.election.timeout.ms 동안 리더의 소식이 없었음</translation>
    </message>
    <message>
        <source>Node %1 asks for pre-votes, epoch %2</source>
        <translation>노드 %1 사전 투표 요청, 에폭 %2</translation>
    </message>
    <message>
        <source>it asks whether an election could succeed before it starts one</source>
        <translation>선거를 시작하기 전에 이길 수 있는지 먼저 물어봄</translation>
    </message>
    <message>
        <source>Node %1 follows %2 in the quorum, epoch %3</source>
        <translation>노드 %1 쿼럼 팔로워, 리더 %2, 에폭 %3</translation>
    </message>
    <message>
        <source>Node %1 resigned as leader of the quorum, epoch %2</source>
        <translation>노드 %1 쿼럼 리더에서 물러남, 에폭 %2</translation>
    </message>
    <message>
        <source>Node %1 knows no leader of the quorum, epoch %2</source>
        <translation>노드 %1 쿼럼 리더를 모름, 에폭 %2</translation>
    </message>
    <message>
        <source>Node %1 wrote a metadata snapshot up to %2</source>
        <translation>노드 %1 메타데이터 스냅샷 기록, 오프셋 %2까지</translation>
    </message>
    <message>
        <source>%1; the metadata log before it may go</source>
        <translation>%1; 그 이전의 메타데이터 로그는 삭제될 수 있음</translation>
    </message>
    <message>
        <source>Node %1 fetched the metadata snapshot up to %2 from %3</source>
        <translation>노드 %1 메타데이터 스냅샷 수신, 오프셋 %2까지, 노드 %3에서</translation>
    </message>
    <message>
        <source>it was away for so long that the leader&apos;s metadata log begins behind its own</source>
        <translation>오래 떨어져 있어 리더의 메타데이터 로그가 자신의 로그보다 뒤에서 시작함</translation>
    </message>
    <message>
        <source>Node %1 would vote for %2, epoch %3</source>
        <translation>노드 %1: %2에게 투표할 의향, 에폭 %3</translation>
    </message>
    <message>
        <source>Node %1 voted for %2, epoch %3</source>
        <translation>노드 %1: %2에게 투표, 에폭 %3</translation>
    </message>
    <message>
        <source>the candidate&apos;s metadata log is at least as long as its own</source>
        <translation>후보의 메타데이터 로그가 자기 것보다 짧지 않음</translation>
    </message>
    <message>
        <source>the partition was created; %1 is its first replica</source>
        <translation>파티션 생성됨. 첫 번째 레플리카: %1</translation>
    </message>
    <message>
        <source>broker %1 was fenced; %2 is first in ISR %3</source>
        <translation>브로커 %1 펜싱됨. ISR %3의 첫 번째: %2</translation>
    </message>
    <message>
        <source>broker %1 shuts down; %2 is first in ISR %3</source>
        <translation>브로커 %1 종료. ISR %3의 첫 번째: %2</translation>
    </message>
    <message>
        <source>preferred leader election; %1 is the first of its replicas</source>
        <translation>선호 리더 선출. 첫 번째 레플리카: %1</translation>
    </message>
    <message>
        <source>unclean election: nobody of the ISR was alive; records that %1 did not have are lost</source>
        <translation>unclean 선출: ISR에 살아 있는 브로커가 없었음. %1에 없던 레코드는 유실됨</translation>
    </message>
    <message>
        <source>broker %1, a member of the last ISR, is back</source>
        <translation>마지막 ISR에 있던 브로커 %1 돌아옴</translation>
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
        <translation>브로커 %1 사라짐. ISR %2에 살아 있는 브로커가 없어 클라이언트는 기다림</translation>
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
        <translation>%1 잘림, 오프셋 %2까지, 브로커 %3</translation>
    </message>
    <message>
        <source>%1 begins anew at %2 on broker %3</source>
        <translation>%1 새로 시작, 오프셋 %2부터, 브로커 %3</translation>
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
        <translation>%1 컴팩션됨, 오프셋 %2까지, 브로커 %3</translation>
    </message>
    <message>
        <source>%1 → %2, %3 of %4 records stay, segments %5 → %6</source>
        <translation>%1 → %2, 레코드 %4개 중 %3개 유지, 세그먼트 %5 → %6</translation>
    </message>
    <message>
        <source>Log directory %1 of broker %2 is offline</source>
        <translation>브로커 %2의 로그 디렉터리 오프라인: %1</translation>
    </message>
    <message>
        <source>%1; replicas that are offline with it: %2</source>
        <translation>%1; 함께 오프라인이 된 레플리카: %2개</translation>
    </message>
    <message>
        <source>%1 cannot be compacted on broker %2</source>
        <translation>%1 컴팩션할 수 없음, 브로커 %2</translation>
    </message>
    <message>
        <source>it is left as it is: %1</source>
        <translation>그대로 둠: %1</translation>
    </message>
    <message>
        <source>%1 was recovered to %2 on broker %3</source>
        <translation>%1 복구됨, 오프셋 %2까지, 브로커 %3</translation>
    </message>
    <message>
        <source>after an unclean stop; %1 of an unfinished batch were cut off</source>
        <translation>비정상 종료 후. 끝나지 않은 배치에서 %1 잘라냄</translation>
    </message>
    <message>
        <source>after an unclean stop; every batch was whole</source>
        <translation>비정상 종료 후. 모든 배치가 온전했음</translation>
    </message>
    <message>
        <source>%1 high watermark waits</source>
        <translation>%1 하이 워터마크 대기 중</translation>
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
        <translation>브로커 %1: __consumer_offsets-%2의 코디네이터가 됨</translation>
    </message>
    <message>
        <source>Broker %1 no longer coordinates __consumer_offsets-%2</source>
        <translation>브로커 %1: __consumer_offsets-%2의 코디네이터에서 물러남</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>그룹 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>leader %1 joined again</source>
        <translation>리더 %1 다시 참여</translation>
    </message>
    <message>
        <source>%1 joined again during a rebalance</source>
        <translation>리밸런스 중에 %1 다시 참여</translation>
    </message>
    <message>
        <source>%1 changed its subscription</source>
        <translation>%1 구독 변경</translation>
    </message>
    <message>
        <source>%1 joined</source>
        <translation>%1 참여</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 떠남</translation>
    </message>
    <message>
        <source>%1 sent no heartbeat for session.timeout.ms</source>
        <translation>%1: session.timeout.ms 동안 하트비트 없음</translation>
    </message>
    <message>
        <source>static member %1 was replaced by another with its group.instance.id</source>
        <translation>정적 멤버 %1: 같은 group.instance.id의 다른 멤버로 교체</translation>
    </message>
    <message>
        <source>the assignment could not be written: %1</source>
        <translation>할당을 기록하지 못함: %1</translation>
    </message>
    <message>
        <source>some members did not send SyncGroup within max.poll.interval.ms</source>
        <translation>일부 멤버가 max.poll.interval.ms 안에 SyncGroup을 보내지 않음</translation>
    </message>
    <message>
        <source>asked for by the command group rebalance</source>
        <translation>group rebalance 명령으로 요청함</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>it has subscribed</source>
        <translation>구독 시작</translation>
    </message>
    <message>
        <source>it gave up partitions, so that others can take them</source>
        <translation>다른 멤버가 맡도록 파티션을 내놓음</translation>
    </message>
    <message>
        <source>it was given a member id</source>
        <translation>member id를 받음</translation>
    </message>
    <message>
        <source>the consumer is being closed</source>
        <translation>컨슈머 종료 중</translation>
    </message>
    <message>
        <source>it unsubscribed</source>
        <translation>구독 해지</translation>
    </message>
    <message>
        <source>it did not poll for max.poll.interval.ms</source>
        <translation>max.poll.interval.ms 동안 poll하지 않음</translation>
    </message>
    <message>
        <source>the group was rebalancing</source>
        <translation>그룹이 리밸런스 중이었음</translation>
    </message>
    <message>
        <source>its membership was lost</source>
        <translation>멤버 자격을 잃음</translation>
    </message>
    <message>
        <source>SyncGroup was refused</source>
        <translation>SyncGroup이 거부됨</translation>
    </message>
    <message>
        <source>taken out by an administrator</source>
        <translation>관리자가 제거함</translation>
    </message>
    <message>
        <source>gone without a word; the group notices it after session.timeout.ms</source>
        <translation>예고 없이 사라짐. 그룹은 session.timeout.ms가 지나야 알아차림</translation>
    </message>
    <message>
        <source>cluster paused</source>
        <translation>클러스터 일시 정지</translation>
    </message>
    <message>
        <source>link %1 – %2 cut</source>
        <translation>링크 %1 – %2 끊김</translation>
    </message>
    <message>
        <source>link %1 → %2 cut</source>
        <translation>링크 %1 → %2 끊김</translation>
    </message>
    <message>
        <source>link %1 – %2 slower by %3</source>
        <translation>링크 %1 – %2 지연 %3</translation>
    </message>
    <message>
        <source>link %1 – %2 loses %3</source>
        <translation>링크 %1 – %2 손실 %3</translation>
    </message>
    <message>
        <source>broker %1 slower by %2</source>
        <translation>브로커 %1 지연 %2</translation>
    </message>
    <message>
        <source>clock of broker %1 off by %2</source>
        <translation>브로커 %1 시계 오차 %2</translation>
    </message>
    <message>
        <source>%1: %2 crashed</source>
        <translation>%1: %2 비정상 종료</translation>
    </message>
    <message>
        <source>in force until it is healed; done by: %1</source>
        <translation>복구할 때까지 지속, 명령: %1</translation>
    </message>
    <message>
        <source>link %1 – %2 limited to %3</source>
        <translation>링크 %1 – %2 제한 %3</translation>
    </message>
    <message>
        <source>%1 is full</source>
        <translation>%1 가득 참</translation>
    </message>
    <message>
        <source>%1 has room for %2 more</source>
        <translation>%1 남은 공간 %2</translation>
    </message>
    <message>
        <source>%1 slower by %2</source>
        <translation>%1 지연 %2</translation>
    </message>
    <message>
        <source>%1 fails: %2</source>
        <translation>%1 오류: %2</translation>
    </message>
    <message>
        <source>clock of broker %1 drifts by %2 ppm</source>
        <translation>브로커 %1 시계 %2 ppm 어긋남</translation>
    </message>
    <message>
        <source>disk of broker %1</source>
        <translation>브로커 %1 디스크</translation>
    </message>
    <message>
        <source>disk of log directory %2 of broker %1</source>
        <translation>브로커 %1 로그 디렉터리 %2 디스크</translation>
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
    <name>vitrine::ui::Examples</name>
    <message>
        <source>Demo</source>
        <translation>데모</translation>
    </message>
    <message>
        <source>Racks</source>
        <translation>랙(rack)</translation>
    </message>
    <message>
        <source>Three brokers, demo workload</source>
        <translation>브로커 셋과 데모 워크로드</translation>
    </message>
    <message>
        <source>A live cluster with orders, payments and a group that reads them. Any Kafka client can connect.</source>
        <translation>주문과 결제, 이를 읽는 그룹이 있는 실제 클러스터입니다. 어떤 Kafka 클라이언트든 연결할 수 있습니다.</translation>
    </message>
    <message>
        <source>Rack awareness</source>
        <translation>랙(rack) 인식</translation>
    </message>
    <message>
        <source>Six brokers in three racks: each partition has its replicas in different ones. Kill a whole rack.</source>
        <translation>랙(rack) 셋에 브로커 여섯 대: 파티션마다 레플리카가 서로 다른 랙에 있습니다. 랙 하나를 통째로 종료해 보십시오.</translation>
    </message>
    <message>
        <source>A leader dies (simulation)</source>
        <translation>리더의 죽음(시뮬레이션)</translation>
    </message>
    <message>
        <source>At 12 s broker 1 is killed, at 30 s it comes back. Step through the failover, back and forth.</source>
        <translation>12초에 브로커 1이 강제 종료되고 30초에 돌아옵니다. 장애 조치를 앞뒤로 한 단계씩 살펴보십시오.</translation>
    </message>
    <message>
        <source>Violation: truncation to the high watermark</source>
        <translation>규칙 위반: 하이 워터마크까지 잘라 내기</translation>
    </message>
    <message>
        <source>Followers cut their logs as Kafka did before KIP-101, and acknowledged records are lost. Find the moment.</source>
        <translation>팔로워가 KIP-101 이전의 Kafka처럼 로그를 잘라 내어 확인 응답된 레코드를 잃습니다. 그 순간을 찾아보십시오.</translation>
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
    <name>vitrine::ui::FilterHelp</name>
    <message>
        <source>Display filter</source>
        <translation>표시 필터</translation>
    </message>
    <message>
        <source>Comparisons, joined by &amp;&amp; (and), || (or), ! (not) and brackets. Texts are compared without regard to case. A field that an exchange does not have (no response yet) is neither equal nor unequal; the field alone asks whether it has one.</source>
        <translation>비교식을 &amp;&amp;(and), ||(or), !(not), 괄호로 잇습니다. 문자열은 대소문자를 가리지 않고 비교합니다. 값이 없는 필드(아직 응답이 없는 경우 등)는 같지도 다르지도 않으며, 필드 이름만 쓰면 값이 있는지를 묻습니다.</translation>
    </message>
    <message>
        <source>any field of the request, as the tree of fields names it</source>
        <translation>요청의 아무 필드나, 필드 트리에 나오는 이름 그대로</translation>
    </message>
    <message>
        <source>any field of the response</source>
        <translation>응답의 아무 필드나</translation>
    </message>
    <message>
        <source>compare; &lt; and its kin only numbers</source>
        <translation>비교합니다. &lt; 같은 대소 비교는 숫자에만 씁니다</translation>
    </message>
    <message>
        <source>a part of a text</source>
        <translation>문자열의 일부</translation>
    </message>
    <message>
        <source>one of several</source>
        <translation>여럿 가운데 하나</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
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
        <translation>일시 정지됨</translation>
    </message>
    <message>
        <source>shutting down</source>
        <translation>종료 중</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>정지됨</translation>
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
        <translation>예비 후보</translation>
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
    <name>vitrine::ui::GroupText</name>
    <message>
        <source>silent for %1</source>
        <translation>%1 동안 응답 없음</translation>
    </message>
    <message>
        <source>No heartbeat for %1. After session.timeout.ms (%2) the coordinator takes it out and shares its partitions out.</source>
        <translation>%1 동안 하트비트가 없습니다. session.timeout.ms(%2)가 지나면 코디네이터가 멤버를 제거하고 그 파티션을 나눠 줍니다.</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 정지됨</translation>
    </message>
    <message>
        <source>It reads nothing, and goes on with heartbeats: nobody takes its partitions from it.</source>
        <translation>읽지는 않지만 하트비트는 계속 보내므로, 파티션을 빼앗기지 않습니다.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>Its coordinator is gone: nobody hears its heartbeats.</source>
        <translation>코디네이터가 사라져 하트비트를 받는 브로커가 없습니다.</translation>
    </message>
    <message>
        <source>in JoinGroup</source>
        <translation>JoinGroup 중</translation>
    </message>
    <message>
        <source>It has sent JoinGroup, and waits until all members have.</source>
        <translation>JoinGroup을 보냈고, 모든 멤버가 보낼 때까지 기다립니다.</translation>
    </message>
    <message>
        <source>in SyncGroup</source>
        <translation>SyncGroup 중</translation>
    </message>
    <message>
        <source>It waits for the assignment, which the group&apos;s leader makes.</source>
        <translation>그룹 리더가 만드는 할당을 기다립니다.</translation>
    </message>
    <message>
        <source>not joined yet</source>
        <translation>아직 참여 전</translation>
    </message>
    <message>
        <source>The group rebalances. It learns so with its next heartbeat and has max.poll.interval.ms (%1) to join again.</source>
        <translation>그룹이 리밸런스 중입니다. 다음 하트비트에서 이를 알게 되고, max.poll.interval.ms(%1) 안에 다시 참여해야 합니다.</translation>
    </message>
    <message>
        <source>no partitions</source>
        <translation>파티션 없음</translation>
    </message>
    <message>
        <source>There are more members than partitions, or no topic that it reads.</source>
        <translation>멤버가 파티션보다 많거나, 읽을 토픽이 없습니다.</translation>
    </message>
    <message>
        <source>stopped %1 ago</source>
        <translation>%1 전 정지됨</translation>
    </message>
    <message>
        <source>There are records to read in its partitions, and it has committed nothing new for %1.</source>
        <translation>맡은 파티션에 읽을 레코드가 있는데 %1 동안 새로 커밋한 것이 없습니다.</translation>
    </message>
    <message>
        <source>consuming</source>
        <translation>소비 중</translation>
    </message>
    <message>
        <source>Its committed offsets move on, or there is nothing to read.</source>
        <translation>커밋된 오프셋이 나아가고 있거나, 읽을 것이 없습니다.</translation>
    </message>
    <message>
        <source>%1 of %2 s</source>
        <translation>%1 / %2초</translation>
    </message>
    <message>
        <source>coordinator gone</source>
        <translation>코디네이터 없음</translation>
    </message>
    <message>
        <source>Its coordinator, broker %1, is gone; last known: %2</source>
        <translation>코디네이터였던 브로커 %1번이 사라졌습니다. 마지막으로 알려진 상태: %2</translation>
    </message>
    <message>
        <source>never committed</source>
        <translation>커밋한 적 없음</translation>
    </message>
    <message>
        <source>no leader</source>
        <translation>리더 없음</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1개 유실</translation>
    </message>
    <message>
        <source>out of range</source>
        <translation>범위 밖</translation>
    </message>
    <message>
        <source>transaction</source>
        <translation>트랜잭션</translation>
    </message>
    <message>
        <source>compacted</source>
        <translation>컴팩션된 로그</translation>
    </message>
    <message>
        <source>Each offset between the committed one and the end is a record.</source>
        <translation>커밋된 오프셋과 끝 사이의 오프셋은 모두 레코드입니다.</translation>
    </message>
    <message>
        <source>The group has never committed an offset of this partition, so there is no lag. A consumer begins where auto.offset.reset says: earliest at %1, latest at %2.</source>
        <translation>그룹이 이 파티션의 오프셋을 커밋한 적이 없어 랙도 없습니다. 컨슈머는 auto.offset.reset에 따라 시작합니다: earliest면 %1, latest면 %2.</translation>
    </message>
    <message>
        <source>The partition has no leader that could say where its log ends.</source>
        <translation>로그의 끝을 알려 줄 리더가 이 파티션에 없습니다.</translation>
    </message>
    <message>
        <source>The log begins at %1 now: retention has deleted %2 offsets that the group had not read. Its lag counts them.</source>
        <translation>이제 로그는 %1부터 시작합니다. 그룹이 읽지 않은 오프셋 %2개가 보존 정책으로 삭제되었고, 랙에는 이것도 들어 있습니다.</translation>
    </message>
    <message>
        <source>The committed offset %1 is beyond the end of the log, %2: a consumer gets OFFSET_OUT_OF_RANGE and begins where auto.offset.reset says.</source>
        <translation>커밋된 오프셋(%1)이 로그의 끝(%2)을 넘습니다. 컨슈머는 OFFSET_OUT_OF_RANGE를 받고 auto.offset.reset에 따라 시작합니다.</translation>
    </message>
    <message>
        <source>A transaction is open: with isolation.level=read_committed a consumer reads up to %1, the last stable offset. Markers of transactions have offsets too, and are no records.</source>
        <translation>열린 트랜잭션이 있습니다. isolation.level=read_committed인 컨슈머는 마지막 안정 오프셋(LSO) %1까지만 읽습니다. 트랜잭션 마커도 오프셋을 차지하지만 레코드는 아닙니다.</translation>
    </message>
    <message>
        <source>The topic is compacted: some offsets have no record any more, so fewer records than the lag may be left to read.</source>
        <translation>컴팩션되는 토픽입니다. 레코드가 더는 없는 오프셋이 있으므로, 읽을 레코드는 랙보다 적을 수 있습니다.</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>began anew</source>
        <translation>다시 시작됨</translation>
    </message>
    <message>
        <source>as first seen</source>
        <translation>처음 본 상태</translation>
    </message>
    <message>
        <source>nothing moved</source>
        <translation>이동 없음</translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s) moved</source>
        <translation>
            <numerusform>파티션 %n개 이동</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 moved</source>
        <translation>%1 이동</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>nobody had any</source>
        <translation>맡은 멤버 없었음</translation>
    </message>
    <message numerus="yes">
        <source>everybody (%n partition(s))</source>
        <translation>
            <numerusform>모두 (파티션 %n개)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s), of what moved</source>
        <translation>
            <numerusform>멤버 %n명, 이동한 것만</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, of what moved</source>
        <translation>%1, 이동한 것만</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>%1째</translation>
    </message>
    <message>
        <source>0 s</source>
        <translation>0초</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>멤버 %n명</numerusform>
        </translation>
    </message>
    <message>
        <source>no reason given yet</source>
        <translation>아직 알려진 이유 없음</translation>
    </message>
    <message>
        <source>gone since: %1</source>
        <translation>그동안 떠남: %1</translation>
    </message>
    <message>
        <source>new since: %1</source>
        <translation>그동안 합류: %1</translation>
    </message>
    <message>
        <source>began before this window looked</source>
        <translation>이 창이 보기 전에 시작됨</translation>
    </message>
    <message>
        <source>nobody is left</source>
        <translation>남은 멤버 없음</translation>
    </message>
    <message>
        <source>no reason given; the same members as before</source>
        <translation>알려진 이유 없음, 멤버는 전과 같음</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>알려진 이유 없음</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::GroupsModel</name>
    <message numerus="yes">
        <source>%n stopped</source>
        <translation>
            <numerusform>%n명 정지됨</numerusform>
        </translation>
    </message>
    <message>
        <source>now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1 전</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>멤버</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>랙</translation>
    </message>
    <message>
        <source>Time lag</source>
        <translation>시간 랙</translation>
    </message>
    <message>
        <source>Rebalanced</source>
        <translation>리밸런스</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation>코디네이터</translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s)</source>
        <translation>
            <numerusform>파티션 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is furthest behind</source>
        <translation>가장 뒤처진 곳: %1</translation>
    </message>
    <message>
        <source>The age of the oldest record that is not read.</source>
        <translation>읽지 않은 가장 오래된 레코드의 나이입니다.</translation>
    </message>
    <message>
        <source>Nobody tells where the logs of its partitions end: they have no leader.</source>
        <translation>파티션에 리더가 없어 로그가 어디서 끝나는지 알려 주는 브로커가 없습니다.</translation>
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
        <source>Lag</source>
        <translation>랙</translation>
    </message>
    <message>
        <source>Offsets</source>
        <translation>오프셋</translation>
    </message>
    <message>
        <source>Rebalance</source>
        <translation>리밸런스</translation>
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
        <source>A group appears when a consumer with a group.id joins. To have some:</source>
        <translation>group.id가 있는 컨슈머가 참여하면 그룹이 나타납니다. 만들어 보려면:</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>%1 is gone; last known: %2</source>
        <translation>%1 사라짐. 마지막 상태: %2</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>모든 그룹</translation>
    </message>
    <message numerus="yes">
        <source>%n in the cluster</source>
        <translation>
            <numerusform>클러스터에 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>추가…</translation>
    </message>
    <message>
        <source>Add consumer…</source>
        <translation>컨슈머 추가…</translation>
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
        <source>It runs outside of this window: it can only be taken out of the group.</source>
        <translation>이 창 밖에서 실행됩니다. 그룹에서 제거하는 것만 할 수 있습니다.</translation>
    </message>
    <message>
        <source>The group has no members.</source>
        <translation>그룹에 멤버가 없습니다.</translation>
    </message>
    <message>
        <source>Lag %1 · %2</source>
        <translation>랙 %1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n with a note</source>
        <translation>
            <numerusform>참고 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>lag in records</source>
        <translation>레코드 랙</translation>
    </message>
    <message>
        <source>time lag</source>
        <translation>시간 랙</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>멤버</translation>
    </message>
    <message>
        <source>Rebalances</source>
        <translation>리밸런스</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>현재로</translation>
    </message>
    <message>
        <source>Crash</source>
        <translation>강제 종료</translation>
    </message>
    <message>
        <source>Reset offsets…</source>
        <translation>오프셋 재설정…</translation>
    </message>
    <message>
        <source>New group…</source>
        <translation>새 그룹…</translation>
    </message>
    <message>
        <source>A group begins with its first consumer.</source>
        <translation>그룹은 첫 컨슈머와 함께 시작됩니다.</translation>
    </message>
    <message>
        <source>The group has no partitions, and has committed nothing.</source>
        <translation>그룹에 파티션이 없고 커밋한 것도 없습니다.</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>그룹 없음</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Time lag</source>
        <translation>시간 랙</translation>
    </message>
    <message>
        <source>all partitions</source>
        <translation>모든 파티션</translation>
    </message>
    <message>
        <source>Lag over time</source>
        <translation>시간에 따른 랙</translation>
    </message>
    <message>
        <source>No group had committed anything when the cluster stopped.</source>
        <translation>클러스터가 멈출 때까지 커밋한 그룹이 없습니다.</translation>
    </message>
    <message>
        <source>The group did not rebalance in the chosen time.</source>
        <translation>선택한 시간에는 리밸런스가 없었습니다.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>이력</translation>
    </message>
    <message>
        <source>A consumer that joins is listed here.</source>
        <translation>컨슈머가 참여하면 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Nothing committed yet</source>
        <translation>아직 커밋된 오프셋 없음</translation>
    </message>
    <message>
        <source>The group has not rebalanced since this window began to watch.</source>
        <translation>이 창이 관찰을 시작한 뒤로 리밸런스가 없었습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Habits</name>
    <message>
        <source>Save the layout</source>
        <translation>레이아웃 저장</translation>
    </message>
    <message>
        <source>Name of the layout; one of the same name is replaced:</source>
        <translation>레이아웃 이름(같은 이름이 있으면 바꿉니다):</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Delete layout</source>
        <translation>레이아웃 삭제</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>실행 취소: %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>다시 실행: %1</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation>무엇이든 찾기…</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>환경설정…</translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation>레이아웃</translation>
    </message>
    <message>
        <source>Save layout…</source>
        <translation>레이아웃 저장…</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Cluster map</source>
        <translation>클러스터 맵</translation>
    </message>
    <message>
        <source>To the next event</source>
        <translation>다음 이벤트까지</translation>
    </message>
    <message>
        <source>To the next message</source>
        <translation>다음 메시지까지</translation>
    </message>
    <message>
        <source>Let simulated time pass</source>
        <translation>시뮬레이션 시간 진행</translation>
    </message>
    <message>
        <source>One event back</source>
        <translation>이벤트 하나 뒤로</translation>
    </message>
    <message>
        <source>Play or stand still</source>
        <translation>재생 또는 일시 정지</translation>
    </message>
    <message>
        <source>Let the display go on</source>
        <translation>화면 다시 진행</translation>
    </message>
    <message>
        <source>Pause the display</source>
        <translation>화면 일시 정지</translation>
    </message>
    <message>
        <source>Display paused</source>
        <translation>화면 일시 정지됨</translation>
    </message>
    <message numerus="yes">
        <source>%1 event(s) and %2 behind. The cluster goes on, and nothing of it is lost.</source>
        <translation>
            <numerusform>이벤트 %1개, %2 뒤처져 있습니다. 클러스터는 계속 동작하며, 그동안의 내용은 하나도 사라지지 않습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Go on (%1)</source>
        <translation>계속 (%1)</translation>
    </message>
    <message>
        <source>Shows at once everything that came in meanwhile.</source>
        <translation>그동안 들어온 내용을 한꺼번에 표시합니다.</translation>
    </message>
    <message>
        <source>No broker is running</source>
        <translation>실행 중인 브로커가 없습니다</translation>
    </message>
    <message>
        <source>What is shown is what they showed last. Their directories are as they left them.</source>
        <translation>화면은 브로커가 마지막으로 알린 상태입니다. 디렉터리는 종료 당시 그대로 남아 있습니다.</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>모두 시작</translation>
    </message>
    <message>
        <source>on</source>
        <translation>켜짐</translation>
    </message>
    <message>
        <source>off</source>
        <translation>꺼짐</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>레이아웃</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Internal topic</source>
        <translation>내부 토픽</translation>
    </message>
    <message numerus="yes">
        <source>Topic, %n partition(s)</source>
        <translation>
            <numerusform>토픽, 파티션 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Group, %n member(s)</source>
        <translation>
            <numerusform>그룹, 멤버 %n명</numerusform>
        </translation>
    </message>
    <message>
        <source>The reason is not known: it was killed, or the machine stopped.</source>
        <translation>원인은 알 수 없습니다. 프로세스가 강제 종료되었거나 시스템이 멈췄습니다.</translation>
    </message>
    <message>
        <source>Reason: %1.</source>
        <translation>원인: %1.</translation>
    </message>
    <message>
        <source>Vitrine ended in the middle</source>
        <translation>Vitrine이 비정상 종료되었습니다</translation>
    </message>
    <message>
        <source>%1 Layout, selection and forms are as they were at %2.</source>
        <translation>%1 레이아웃, 선택, 입력 양식을 %2 상태로 되돌렸습니다.</translation>
    </message>
    <message>
        <source>Show as table, or drawn</source>
        <translation>표로 보기, 그림으로 보기</translation>
    </message>
    <message>
        <source>%1 The recording is run again up to %2; layout, selection and forms are as they were at %3.</source>
        <translation>%1 기록을 %2까지 다시 실행하고, 레이아웃, 선택, 입력 양식을 %3 상태로 되돌렸습니다.</translation>
    </message>
    <message>
        <source>Open its recording</source>
        <translation>그 기록 열기</translation>
    </message>
    <message>
        <source>The simulation of that run, in a window of its own.</source>
        <translation>그때의 시뮬레이션을 새 창에서 엽니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::HeadersEdit</name>
    <message>
        <source>Header %1 has no key.</source>
        <translation>%1번째 헤더에 키가 없습니다.</translation>
    </message>
    <message>
        <source>Header %1: pairs of hexadecimal digits are expected, like 0a ff.</source>
        <translation>헤더 %1: 0a ff처럼 두 자리씩의 16진수를 써야 합니다.</translation>
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
        <source>Written as</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Add header</source>
        <translation>헤더 추가</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>hex</source>
        <translation>16진수</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>헤더</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Heat</name>
    <message>
        <source>%1 records/s</source>
        <translation>%1 레코드/초</translation>
    </message>
    <message>
        <source>records per second</source>
        <translation>초당 레코드 수</translation>
    </message>
    <message>
        <source>leader: lag of the slowest group; follower: records it lacks</source>
        <translation>리더: 가장 느린 그룹의 랙, 팔로워: 아직 받지 못한 레코드</translation>
    </message>
    <message>
        <source>size of the log</source>
        <translation>로그 크기</translation>
    </message>
    <message>
        <source>lag %1</source>
        <translation>랙 %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::HexView</name>
    <message>
        <source>%1 more bytes were not kept.</source>
        <translation>나머지 %1바이트는 보관하지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::History</name>
    <message>
        <source>change of the layout</source>
        <translation>레이아웃 변경</translation>
    </message>
    <message>
        <source>%1 (runs %2)</source>
        <translation>%1 (%2 실행)</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::InsideModel</name>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Batches waiting</source>
        <translation>대기 중인 배치</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>전송 중</translation>
    </message>
    <message>
        <source>Next sequence</source>
        <translation>다음 시퀀스</translation>
    </message>
    <message>
        <source>Acknowledged up to</source>
        <translation>확인된 오프셋</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::InsideView</name>
    <message>
        <source>%1 records/s</source>
        <translation>%1 레코드/s</translation>
    </message>
    <message>
        <source>%1 ms, 99th percentile %2 ms</source>
        <translation>%1 ms, 99퍼센타일 %2 ms</translation>
    </message>
    <message>
        <source>%1 records, %2</source>
        <translation>레코드 %1개, %2</translation>
    </message>
    <message>
        <source>%1 of %2 (%3 %)</source>
        <translation>%2 중 %1 (%3 %)</translation>
    </message>
    <message>
        <source>%1 sent, %2 in flight (at most %3 to a broker)</source>
        <translation>%1개 전송, %2개 응답 대기(브로커당 최대 %3)</translation>
    </message>
    <message>
        <source>none: not idempotent</source>
        <translation>없음: 멱등성 꺼짐</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>요청함</translation>
    </message>
    <message>
        <source>%1, epoch %2</source>
        <translation>%1, 에폭 %2</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>확인됨</translation>
    </message>
    <message>
        <source>Latency (median)</source>
        <translation>지연 시간(중앙값)</translation>
    </message>
    <message>
        <source>Batches sent</source>
        <translation>보낸 배치</translation>
    </message>
    <message>
        <source>Per batch</source>
        <translation>배치당</translation>
    </message>
    <message>
        <source>Bytes sent</source>
        <translation>보낸 바이트</translation>
    </message>
    <message>
        <source>Produce requests</source>
        <translation>Produce 요청</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>재시도</translation>
    </message>
    <message>
        <source>Waiting in buffer.memory</source>
        <translation>buffer.memory에서 대기</translation>
    </message>
    <message>
        <source>Producer id</source>
        <translation>프로듀서 ID</translation>
    </message>
    <message>
        <source>While records are sent, each partition&apos;s batches and sequences are shown here.</source>
        <translation>레코드를 보내는 동안 파티션별 배치와 시퀀스가 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Partitions of the producer</source>
        <translation>프로듀서의 파티션</translation>
    </message>
    <message>
        <source>%1 sent, %2 in flight</source>
        <translation>%1개 전송, %2개 응답 대기</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LinkState</name>
    <message>
        <source>Link between brokers %1 and %2</source>
        <translation>브로커 %1 – %2 링크</translation>
    </message>
    <message>
        <source>everything passes</source>
        <translation>모두 통과합니다</translation>
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
    <message>
        <source>Batches of the segment</source>
        <translation>세그먼트의 배치</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>보존</translation>
    </message>
    <message>
        <source>The broker has not shown the segments of this log yet.</source>
        <translation>브로커가 아직 이 로그의 세그먼트를 알리지 않았습니다.</translation>
    </message>
    <message>
        <source>No record of this segment is from the chosen time. Segments without such records are faded.</source>
        <translation>이 세그먼트에는 선택한 시간의 레코드가 없습니다. 그런 레코드가 없는 세그먼트는 흐리게 표시됩니다.</translation>
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
    <message>
        <source>control batch: %1</source>
        <translation>컨트롤 배치: %1</translation>
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
        <translation>%1 파일을 읽을 수 없습니다: %2</translation>
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
        <source>%1 (read-only)</source>
        <translation>%1 (읽기 전용)</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>시작 페이지</translation>
    </message>
    <message>
        <source>New cluster…</source>
        <translation>새 클러스터…</translation>
    </message>
    <message>
        <source>Open saved cluster…</source>
        <translation>저장된 클러스터 열기…</translation>
    </message>
    <message>
        <source>Look into a stopped cluster…</source>
        <translation>정지된 클러스터 들여다보기…</translation>
    </message>
    <message>
        <source>Save cluster…</source>
        <translation>클러스터 저장…</translation>
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
    <message>
        <source>mine</source>
        <translation>내 파티션</translation>
    </message>
    <message>
        <source>Partitions of the chosen group, and what this window produced to or consumed from</source>
        <translation>선택한 그룹의 파티션과 이 창에서 프로듀스하거나 컨슘한 파티션</translation>
    </message>
    <message>
        <source>state</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>처리율</translation>
    </message>
    <message>
        <source>lag</source>
        <translation>랙</translation>
    </message>
    <message>
        <source>size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Colour: %1</source>
        <translation>색: %1</translation>
    </message>
    <message>
        <source>Colour by state, or by how much: the records per second, the lag, or the size of each replica</source>
        <translation>상태에 따라, 또는 각 레플리카의 초당 레코드 수, 랙, 크기에 따라 색을 칠합니다</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>행</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MapTables</name>
    <message>
        <source>Broker</source>
        <translation>브로커</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Rack</source>
        <translation>랙(rack)</translation>
    </message>
    <message>
        <source>Leaders</source>
        <translation>리더</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>레플리카</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>In per second</source>
        <translation>초당 수신</translation>
    </message>
    <message>
        <source>Out per second</source>
        <translation>초당 송신</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>장애</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>링크</translation>
    </message>
    <message>
        <source>Commands that made it so</source>
        <translation>이 상태를 만든 명령</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>브로커</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>링크</translation>
    </message>
    <message>
        <source>No broker has shown itself yet.</source>
        <translation>아직 상태를 알린 브로커가 없습니다.</translation>
    </message>
    <message>
        <source>No topics yet</source>
        <translation>아직 토픽이 없습니다</translation>
    </message>
    <message>
        <source>No partition passes the filter</source>
        <translation>필터를 통과한 파티션이 없습니다</translation>
    </message>
    <message>
        <source>One broker has no links.</source>
        <translation>브로커가 하나라 링크가 없습니다.</translation>
    </message>
    <message>
        <source>everything passes</source>
        <translation>모두 통과합니다</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>느림</translation>
    </message>
    <message>
        <source>lossy</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>끊김</translation>
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
        <source>Start broker %1</source>
        <translation>브로커 %1 시작</translation>
    </message>
    <message>
        <source>Resume broker %1</source>
        <translation>브로커 %1 재개</translation>
    </message>
    <message>
        <source>Elect the preferred leader, broker %1</source>
        <translation>선호 리더 브로커 %1 선출</translation>
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
        <translation>%2의 리더를 브로커 %1번으로 바꾸기</translation>
    </message>
    <message>
        <source>Broker %1 leads %2</source>
        <translation>%2의 리더: 브로커 %1</translation>
    </message>
    <message>
        <source>Broker %1 cannot lead %2: it is not in the ISR</source>
        <translation>브로커 %1번은 %2의 리더가 될 수 없음: ISR에 없음</translation>
    </message>
    <message>
        <source>other nodes on port %1; it has no replicas and serves no clients</source>
        <translation>다른 노드 포트 %1, 레플리카와 클라이언트 없음</translation>
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
        <source>disk full</source>
        <translation>디스크 꽉 참</translation>
    </message>
    <message>
        <source>disk slow, %1</source>
        <translation>디스크 느림, %1</translation>
    </message>
    <message>
        <source>disk fails</source>
        <translation>디스크 오류</translation>
    </message>
    <message>
        <source>clock runs wrong</source>
        <translation>시계 속도 이상</translation>
    </message>
    <message>
        <source>clock %1</source>
        <translation>시계 %1</translation>
    </message>
    <message>
        <source>Kill broker %1</source>
        <translation>브로커 %1 강제 종료</translation>
    </message>
    <message>
        <source>Kill controller %1</source>
        <translation>컨트롤러 %1 강제 종료</translation>
    </message>
    <message>
        <source>Its memory and connections are gone this instant, its directory stays as it is. If it led the quorum, the voters elect another after controller.quorum.fetch.timeout.ms.</source>
        <translation>메모리와 연결이 즉시 사라지고 디렉터리는 그대로 남습니다. 쿼럼 리더였다면 controller.quorum.fetch.timeout.ms 뒤에 보터들이 다른 리더를 선출합니다.</translation>
    </message>
    <message>
        <source>Its memory and connections are gone this instant, its directory stays as it is. The controller fences it after broker.session.timeout.ms and elects new leaders from the ISR.</source>
        <translation>메모리와 연결이 즉시 사라지고 디렉터리는 그대로 남습니다. 컨트롤러는 broker.session.timeout.ms 뒤에 이 브로커를 펜싱하고 ISR에서 새 리더를 선출합니다.</translation>
    </message>
    <message>
        <source>Stop broker %1</source>
        <translation>브로커 %1 정지</translation>
    </message>
    <message>
        <source>Stop controller %1</source>
        <translation>컨트롤러 %1 정지</translation>
    </message>
    <message>
        <source>It hands over the quorum if it leads it, and closes its log.</source>
        <translation>쿼럼 리더라면 리더십을 넘기고 로그를 닫습니다.</translation>
    </message>
    <message>
        <source>Controlled shutdown: the controller moves leadership away first, then the broker closes its logs. Nobody waits for a timeout.</source>
        <translation>controlled shutdown: 컨트롤러가 먼저 리더십을 옮기고, 그다음 브로커가 로그를 닫습니다. 아무도 타임아웃을 기다리지 않습니다.</translation>
    </message>
    <message>
        <source>It reads its metadata log and follows the leader of the quorum.</source>
        <translation>메타데이터 로그를 읽고 쿼럼 리더를 따릅니다.</translation>
    </message>
    <message>
        <source>It recovers its logs, registers with the controller, and fetches what it missed before it is in the ISR again.</source>
        <translation>로그를 복구하고 컨트롤러에 등록한 뒤, 놓친 것을 fetch하고 나서 다시 ISR에 들어갑니다.</translation>
    </message>
    <message>
        <source>It goes on where it stood, and learns what happened meanwhile.</source>
        <translation>멈춘 자리에서 계속하며 그사이 일어난 일을 알게 됩니다.</translation>
    </message>
    <message>
        <source>Pause broker %1</source>
        <translation>브로커 %1 일시 정지</translation>
    </message>
    <message>
        <source>Pause controller %1</source>
        <translation>컨트롤러 %1 일시 정지</translation>
    </message>
    <message>
        <source>It stands still, as after SIGSTOP: connections stay open, nobody is answered, and others notice by their timeouts.</source>
        <translation>SIGSTOP을 받은 것처럼 멈춥니다. 연결은 열려 있지만 아무에게도 응답하지 않으며, 다른 쪽은 타임아웃으로 알게 됩니다.</translation>
    </message>
    <message>
        <source>Slow the disk</source>
        <translation>디스크 느리게 하기</translation>
    </message>
    <message>
        <source>Each sync takes so much longer. Votes and commits of the metadata log wait for it; records do not, they are in the page cache.</source>
        <translation>sync가 매번 이만큼 더 걸립니다. 투표와 메타데이터 로그의 커밋은 이를 기다리지만, 레코드는 페이지 캐시에 있으므로 기다리지 않습니다.</translation>
    </message>
    <message>
        <source>Fill the disk</source>
        <translation>디스크 채우기</translation>
    </message>
    <message>
        <source>Only so many bytes more fit. The append beyond them takes the log directory offline (KAFKA_STORAGE_ERROR), and a broker without another one stops.</source>
        <translation>이만큼의 바이트만 더 들어갑니다. 이를 넘는 추가 쓰기는 로그 디렉터리를 오프라인으로 만들고(KAFKA_STORAGE_ERROR), 다른 디렉터리가 없는 브로커는 멈춥니다.</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>즉시</translation>
    </message>
    <message>
        <source>Break the disk</source>
        <translation>디스크 고장 내기</translation>
    </message>
    <message>
        <source>Such calls answer an I/O error, and the log directory goes offline (KAFKA_STORAGE_ERROR).</source>
        <translation>해당 호출이 I/O 오류로 답하고, 로그 디렉터리가 오프라인이 됩니다(KAFKA_STORAGE_ERROR).</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>쓰기</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>읽기</translation>
    </message>
    <message>
        <source>syncs</source>
        <translation>sync</translation>
    </message>
    <message>
        <source>Turn the clock</source>
        <translation>시계 시각 바꾸기</translation>
    </message>
    <message>
        <source>Its wall clock jumps. LogAppendTime, retention.ms and offset expiry follow it; sessions and replica.lag.time.max.ms do not, they are measured by the monotonic clock.</source>
        <translation>벽시계가 건너뜁니다. LogAppendTime, retention.ms, 오프셋 만료는 벽시계를 따르지만, 세션과 replica.lag.time.max.ms는 단조 시계로 재므로 영향을 받지 않습니다.</translation>
    </message>
    <message>
        <source>Skew the clock</source>
        <translation>시계 속도 바꾸기</translation>
    </message>
    <message>
        <source>Its wall clock runs faster or slower than those of the others, by so much.</source>
        <translation>벽시계가 다른 브로커보다 이만큼 빠르거나 느리게 갑니다.</translation>
    </message>
    <message>
        <source>Heal: %1</source>
        <translation>복구: %1</translation>
    </message>
    <message>
        <source>As it was. A broker that failed has to be started.</source>
        <translation>이전 상태로 돌아갑니다. 실패한 브로커는 다시 시작해야 합니다.</translation>
    </message>
    <message>
        <source>Cut the link %1 – %2</source>
        <translation>링크 %1 – %2 끊기</translation>
    </message>
    <message>
        <source>Nothing passes, as if every packet were dropped, and nobody is told. A follower on the other side falls out of the ISR after replica.lag.time.max.ms.</source>
        <translation>모든 패킷이 버려지는 것처럼 아무것도 통과하지 못하며 아무에게도 알려지지 않습니다. 건너편의 팔로워는 replica.lag.time.max.ms 뒤에 ISR에서 빠집니다.</translation>
    </message>
    <message>
        <source>Slow the link %1 – %2</source>
        <translation>링크 %1 – %2 느리게 하기</translation>
    </message>
    <message>
        <source>Each frame takes so much longer, each way. acks=all waits for the slowest replica of the ISR.</source>
        <translation>프레임마다 양방향으로 이만큼 더 걸립니다. acks=all은 ISR에서 가장 느린 레플리카를 기다립니다.</translation>
    </message>
    <message>
        <source>Make the link %1 – %2 lossy</source>
        <translation>링크 %1 – %2 패킷 손실</translation>
    </message>
    <message>
        <source>Packets get lost with that chance. TCP loses nothing of a stream: it sends them again after 200 ms, 400 ms and so on, and what follows waits.</source>
        <translation>패킷이 이 확률로 손실됩니다. TCP는 스트림에서 아무것도 잃지 않고 200 ms, 400 ms, … 뒤에 다시 보내며, 뒤따르는 것은 기다립니다.</translation>
    </message>
    <message>
        <source>Heal the link %1 – %2</source>
        <translation>링크 %1 – %2 복구</translation>
    </message>
    <message>
        <source>Nothing is wrong with it.</source>
        <translation>아무 이상이 없습니다.</translation>
    </message>
    <message>
        <source>What it held back arrives, in its order; from then on everything passes at once.</source>
        <translation>붙들려 있던 것이 순서대로 도착하고, 그 뒤로는 모두 바로 통과합니다.</translation>
    </message>
    <message>
        <source>Disk and clock</source>
        <translation>디스크와 시계</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>링크</translation>
    </message>
    <message>
        <source>Link %1 – %2</source>
        <translation>링크 %1 – %2</translation>
    </message>
    <message>
        <source>Join and leave</source>
        <translation>참여와 이탈</translation>
    </message>
    <message>
        <source>Add a broker</source>
        <translation>브로커 추가</translation>
    </message>
    <message>
        <source>One more joins and registers. It holds no replica until a topic is created or somebody reassigns.</source>
        <translation>브로커 하나가 더 참여해 등록합니다. 토픽이 생성되거나 재할당되기 전에는 레플리카를 갖지 않습니다.</translation>
    </message>
    <message>
        <source>Drain broker %1</source>
        <translation>브로커 %1 비우기</translation>
    </message>
    <message>
        <source>AlterPartitionReassignments: each of its replicas moves to another broker, and goes here once the new one is in the ISR.</source>
        <translation>AlterPartitionReassignments: 레플리카가 모두 다른 브로커로 옮겨 가고, 새 레플리카가 ISR에 들어오면 여기에서 사라집니다.</translation>
    </message>
    <message>
        <source>Remove broker %1</source>
        <translation>브로커 %1 제거</translation>
    </message>
    <message>
        <source>Not possible: it is a voter of the metadata quorum, too.</source>
        <translation>할 수 없습니다. 메타데이터 쿼럼의 보터이기도 합니다.</translation>
    </message>
    <message>
        <source>Once it holds no replica: it shuts down, is unregistered (UnregisterBroker), and its directory goes.</source>
        <translation>레플리카가 없어야 합니다. 종료되고 등록이 해제되며(UnregisterBroker) 디렉터리가 사라집니다.</translation>
    </message>
    <message>
        <source>busy, %1</source>
        <translation>바쁨, %1</translation>
    </message>
    <message>
        <source>Cut the power of machine %1</source>
        <translation>서버 %1의 전원 끊기</translation>
    </message>
    <message>
        <source>As a kill, and what its disk had not synced is gone, too. Records that acks=all acknowledged live on in the other replicas of the ISR.</source>
        <translation>강제 종료와 같고, 디스크에 동기화되지 않은 내용도 사라집니다. acks=all로 확인된 레코드는 ISR의 다른 레플리카에 남아 있습니다.</translation>
    </message>
    <message>
        <source>Keep the broker busy</source>
        <translation>브로커를 바쁘게 하기</translation>
    </message>
    <message>
        <source>After each thing that it does it does nothing for so long. Requests queue up, its heartbeats are late, and others may take it for dead (broker.session.timeout.ms).</source>
        <translation>일을 하나 할 때마다 그만큼 아무것도 하지 않습니다. 요청이 쌓이고 하트비트가 늦어져, 다른 노드가 죽은 것으로 여길 수 있습니다(broker.session.timeout.ms).</translation>
    </message>
    <message>
        <source>Flip a bit on the disk</source>
        <translation>디스크의 비트 하나 뒤집기</translation>
    </message>
    <message>
        <source>One bit of a log where its next start checks the CRC-32C: the broker cuts its log there and fetches the rest from the leader. Only while it is down.</source>
        <translation>다음 시작 때 CRC-32C를 검사하는 곳에서 로그의 비트 하나를 뒤집습니다. 브로커는 로그를 거기서 자르고 나머지를 리더에게서 가져옵니다. 내려가 있는 동안에만 할 수 있습니다.</translation>
    </message>
    <message>
        <source>Give it an empty disk</source>
        <translation>빈 디스크로 바꾸기</translation>
    </message>
    <message>
        <source>The broker ends, and its log directories are empty when it starts again: it fetches every replica from its leader.</source>
        <translation>브로커가 끝나고, 다시 시작하면 로그 디렉터리가 비어 있습니다. 모든 레플리카를 각 리더에게서 가져옵니다.</translation>
    </message>
    <message>
        <source>Cut one direction of the link %1 – %2</source>
        <translation>링크 %1 – %2의 한 방향 끊기</translation>
    </message>
    <message>
        <source>Nothing passes that way, the other way goes on: requests arrive that are never seen to be answered, or the other way round.</source>
        <translation>그 방향으로는 아무것도 지나가지 못하고 반대 방향은 계속됩니다. 요청은 도착하는데 응답이 오지 않거나, 그 반대가 됩니다.</translation>
    </message>
    <message>
        <source>Clog the link %1 – %2</source>
        <translation>링크 %1 – %2 대역폭 줄이기</translation>
    </message>
    <message>
        <source>Only so many bytes pass in a second, one after another: large fetches hold up the small requests behind them.</source>
        <translation>1초에 그만큼의 바이트만 차례로 지나갑니다. 큰 fetch가 뒤따르는 작은 요청을 막습니다.</translation>
    </message>
    <message>
        <source>Break the connections %1 – %2</source>
        <translation>%1 – %2 사이의 연결 끊기</translation>
    </message>
    <message>
        <source>Every TCP connection between the two is reset; they connect again at once and send again what was not answered.</source>
        <translation>둘 사이의 모든 TCP 연결이 재설정됩니다. 곧바로 다시 연결하고, 응답받지 못한 것을 다시 보냅니다.</translation>
    </message>
    <message>
        <source>ElectLeaders: each partition is led again by the first of its replicas, where that is in the ISR. Clients learn it from NOT_LEADER_OR_FOLLOWER and ask for the metadata.</source>
        <translation>ElectLeaders: 첫 번째 레플리카가 ISR에 있으면 각 파티션의 리더로 다시 선출됩니다. 클라이언트는 NOT_LEADER_OR_FOLLOWER로 이를 알고 메타데이터를 다시 묻습니다.</translation>
    </message>
    <message numerus="yes">
        <source>CreatePartitions: %n partition(s) from then on. Keys hash to other partitions than before, so the order of a key&apos;s records holds only from there on; the number cannot be lowered again.</source>
        <translation>
            <numerusform>CreatePartitions: 그때부터 파티션 %n개가 됩니다. 키가 이전과 다른 파티션으로 해시되므로 한 키의 레코드 순서는 그때부터만 지켜집니다. 파티션 수는 다시 줄일 수 없습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Producers and consumers of the partition talk to it; the other replicas fetch from it.</source>
        <translation>이 파티션의 프로듀서와 컨슈머는 이 브로커와 통신하고, 다른 레플리카는 여기서 fetch합니다.</translation>
    </message>
    <message>
        <source>AlterPartitionReassignments puts it first of the replicas, then ElectLeaders makes it the leader, in a new leader epoch. No record moves.</source>
        <translation>AlterPartitionReassignments가 이 브로커를 레플리카의 맨 앞에 두고, ElectLeaders가 새 리더 에폭에서 리더로 만듭니다. 레코드는 옮겨지지 않습니다.</translation>
    </message>
    <message>
        <source>Only who is in the ISR has every committed record. It comes back into the ISR when it has caught up.</source>
        <translation>커밋된 레코드를 모두 가진 것은 ISR에 있는 레플리카뿐입니다. 따라잡으면 ISR로 돌아옵니다.</translation>
    </message>
    <message>
        <source>ElectLeaders: the first of the replicas leads again, in a new leader epoch.</source>
        <translation>ElectLeaders: 새 리더 에폭에서 첫 번째 레플리카가 다시 리더가 됩니다.</translation>
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
        <translation>클러스터가 정지되었습니다</translation>
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
    <message>
        <source>Choose a consumer group, or produce or consume in this window: its partitions are shown here.</source>
        <translation>컨슈머 그룹을 선택하거나 이 창에서 프로듀스 또는 컨슘하면 해당 파티션이 여기에 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MembersModel</name>
    <message>
        <source>client %1 at %2</source>
        <translation>클라이언트 %1, %2</translation>
    </message>
    <message>
        <source>static member, group.instance.id %1</source>
        <translation>정적 멤버, group.instance.id %1</translation>
    </message>
    <message>
        <source>the group&apos;s leader: it makes the assignment</source>
        <translation>그룹 리더: 할당을 만듭니다</translation>
    </message>
    <message>
        <source>reads %1</source>
        <translation>읽는 토픽 %1</translation>
    </message>
    <message>
        <source>session.timeout.ms %1, max.poll.interval.ms %2</source>
        <translation>session.timeout.ms %1, max.poll.interval.ms %2</translation>
    </message>
    <message>
        <source>no partitions</source>
        <translation>파티션 없음</translation>
    </message>
    <message>
        <source>our own</source>
        <translation>내장</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>멤버</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>랙</translation>
    </message>
    <message>
        <source>Last heartbeat</source>
        <translation>마지막 하트비트</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Since the last heartbeat, and session.timeout.ms: when that has passed, the member is taken out.</source>
        <translation>마지막 하트비트 이후의 시간과 session.timeout.ms입니다. 이 시간이 지나면 멤버가 제거됩니다.</translation>
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
        <translation>보류: 링크 끊김</translation>
    </message>
    <message>
        <source>held: paused</source>
        <translation>보류: 일시 정지됨</translation>
    </message>
    <message>
        <source>held: not read</source>
        <translation>보류: 읽지 않음</translation>
    </message>
    <message>
        <source>held: slow</source>
        <translation>보류: 느림</translation>
    </message>
    <message>
        <source>waits: its connection does not stand yet</source>
        <translation>대기: 연결이 아직 맺어지지 않았습니다</translation>
    </message>
    <message>
        <source>held: the link is cut</source>
        <translation>보류: 링크가 끊겼습니다</translation>
    </message>
    <message>
        <source>held: the machine that it goes to is paused</source>
        <translation>보류: 받는 쪽이 일시 정지되었습니다</translation>
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
        <translation>%1 응답: %2 → %3</translation>
    </message>
    <message>
        <source>%1 request from %2 to %3</source>
        <translation>%1 요청: %2 → %3</translation>
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
            <numerusform>그중 %n개 보류</numerusform>
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
        <translation>중복 전송</translation>
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
    <message>
        <source>What is on its way now was not so in the chosen time.</source>
        <translation>지금 전송 중인 메시지는 선택한 시간에 전송 중이 아니었습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MetadataReader</name>
    <message>
        <source>The directory of node %1 holds no metadata log.</source>
        <translation>노드 %1의 디렉터리에 메타데이터 로그가 없습니다.</translation>
    </message>
    <message>
        <source>The metadata log of node %1 begins later than its snapshots end.</source>
        <translation>노드 %1의 메타데이터 로그가 스냅샷의 끝보다 뒤에서 시작합니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MetadataRecordsModel</name>
    <message>
        <source>Offset</source>
        <translation>오프셋</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>에폭</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>레코드</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>읽을 수 없음</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MetadataReplay</name>
    <message>
        <source>This is no control record of a known type and version.</source>
        <translation>알려진 유형과 버전의 컨트롤 레코드가 아닙니다.</translation>
    </message>
    <message>
        <source>A record of type %1 in version %2 is not known here.</source>
        <translation>버전 %2의 유형 %1 레코드는 알 수 없습니다.</translation>
    </message>
    <message>
        <source>This is no record of the cluster&apos;s metadata.</source>
        <translation>클러스터 메타데이터의 레코드가 아닙니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Moments</name>
    <message>
        <source>now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>지남</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>앞으로</translation>
    </message>
    <message>
        <source>The run begins</source>
        <translation>실행 시작</translation>
    </message>
    <message>
        <source>Branch %1 begins; up to here it is branch %2</source>
        <translation>브랜치 %1 시작, 여기까지는 브랜치 %2의 실행</translation>
    </message>
    <message>
        <source>As far as the branch has gone</source>
        <translation>이 브랜치가 진행된 지점</translation>
    </message>
    <message>
        <source>Time stands at %1.</source>
        <translation>현재 위치: %1.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>When</source>
        <translation>시점</translation>
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
        <translation>코디네이터였던 브로커 %1번이 사라짐. 마지막으로 알려진 상태: %2</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::NewClusterDialog</name>
    <message>
        <source>Temporary, gone with the window</source>
        <translation>임시: 창과 함께 사라집니다</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>보관할 곳</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>고르기…</translation>
    </message>
    <message>
        <source>Start the demo workload</source>
        <translation>데모 워크로드 시작</translation>
    </message>
    <message>
        <source>Start the cluster</source>
        <translation>클러스터 시작</translation>
    </message>
    <message>
        <source>New cluster</source>
        <translation>새 클러스터</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>none: brokers are controllers too</source>
        <translation>없음: 브로커가 컨트롤러도 겸합니다</translation>
    </message>
    <message>
        <source>Brokers</source>
        <translation>브로커</translation>
    </message>
    <message>
        <source>Controllers apart</source>
        <translation>별도 컨트롤러</translation>
    </message>
    <message>
        <source>none; or a, b, c: dealt to the brokers in turn (broker.rack)</source>
        <translation>없음. 또는 a, b, c: 브로커에 차례로 배정됩니다(broker.rack)</translation>
    </message>
    <message>
        <source>Racks</source>
        <translation>랙(rack)</translation>
    </message>
    <message>
        <source>First port</source>
        <translation>첫 포트</translation>
    </message>
    <message>
        <source>Data directory</source>
        <translation>데이터 디렉터리</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>The command that does the same</source>
        <translation>같은 일을 하는 명령</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>A rack has letters, digits, “.”, “_” and “-”, with commas between racks.</source>
        <translation>랙(rack) 이름에는 영문자, 숫자, “.”, “_”, “-”를 쓰고, 랙 사이에는 쉼표를 넣습니다.</translation>
    </message>
    <message>
        <source>The cluster needs a name.</source>
        <translation>클러스터 이름이 필요합니다.</translation>
    </message>
    <message>
        <source>Choose a data directory, or a temporary one.</source>
        <translation>데이터 디렉터리를 고르거나 임시 디렉터리를 쓰십시오.</translation>
    </message>
    <message>
        <source>The data directory needs its whole path.</source>
        <translation>데이터 디렉터리는 전체 경로로 적어야 합니다.</translation>
    </message>
    <message>
        <source>There are more racks than brokers: the last ones stay empty.</source>
        <translation>랙(rack)이 브로커보다 많습니다. 마지막 랙들은 비게 됩니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n controllers outlive no more failures than one less: a quorum needs a majority.</source>
        <translation>
            <numerusform>컨트롤러 %n대가 견디는 장애 수는 한 대 적을 때와 같습니다. 쿼럼에는 과반수가 필요합니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: free</source>
        <translation>%1: 사용 가능</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 사용</translation>
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
        <source>The leader of this partition is not known.</source>
        <translation>이 파티션의 리더를 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Time lag</source>
        <translation>시간 랙</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>참고</translation>
    </message>
    <message>
        <source>The oldest record that is not read came before the window looked: it is at least so old.</source>
        <translation>읽지 않은 가장 오래된 레코드가 창이 보기 전에 들어왔습니다. 적어도 이만큼 오래되었습니다.</translation>
    </message>
    <message>
        <source>The age of the oldest record that is not read.</source>
        <translation>읽지 않은 가장 오래된 레코드의 나이입니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::OpenArchiveDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Open cluster</source>
        <translation>클러스터 열기</translation>
    </message>
    <message>
        <source>%1 is checked and unpacked into %2.</source>
        <translation>%1 파일을 검사하고 %2에 풉니다.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>Nothing of it is used before every checksum was compared.</source>
        <translation>모든 체크섬을 비교하기 전에는 아무것도 사용하지 않습니다.</translation>
    </message>
    <message>
        <source>The archive is refused. %1</source>
        <translation>아카이브를 거부했습니다. %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PacketModel</name>
    <message>
        <source>The first %1 of %2 bytes were kept.</source>
        <translation>전체 %2바이트 가운데 처음 %1바이트만 보관했습니다.</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>tagged field %1</source>
        <translation>태그 필드 %1</translation>
    </message>
    <message>
        <source>bytes %1 to %2</source>
        <translation>바이트 %1~%2</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PanelHeader</name>
    <message>
        <source>Show as table</source>
        <translation>표로 보기</translation>
    </message>
    <message>
        <source>Show as table%1: what is drawn in rows, to sort, filter, copy and export</source>
        <translation>표로 보기%1: 그려진 것을 행으로 보여 주어 정렬, 필터, 복사, 내보내기를 할 수 있습니다</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PartitionsModel</name>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>리더</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>에폭</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>레플리카</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>로그 끝</translation>
    </message>
    <message>
        <source>High watermark</source>
        <translation>하이 워터마크</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Records/s</source>
        <translation>레코드/초</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>랙</translation>
    </message>
    <message>
        <source>in sync</source>
        <translation>동기화됨</translation>
    </message>
    <message>
        <source>no leader</source>
        <translation>리더 없음</translation>
    </message>
    <message>
        <source>under-replicated</source>
        <translation>복제 부족</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>이동 중</translation>
    </message>
    <message>
        <source>Records that the slowest consumer group has not committed.</source>
        <translation>가장 느린 컨슈머 그룹이 아직 커밋하지 않은 레코드입니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PathTreeModel</name>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>내용</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PathView</name>
    <message>
        <source>Content of the chosen path</source>
        <translation>선택한 경로의 내용</translation>
    </message>
    <message>
        <source>Choose a path to see what stands there.</source>
        <translation>경로를 선택하면 그 내용이 표시됩니다.</translation>
    </message>
    <message>
        <source>(nothing stands here)</source>
        <translation>(내용 없음)</translation>
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
    <name>vitrine::ui::PlotLegend</name>
    <message>
        <source>Legend</source>
        <translation>범례</translation>
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
        <translation>실시간, %1 ms마다 표본 추출</translation>
    </message>
    <message>
        <source>standing still at %1</source>
        <translation>%1에 고정됨</translation>
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
    <message>
        <source>Values of the plots</source>
        <translation>그래프의 값</translation>
    </message>
    <message>
        <source>No plot is chosen, or there is no sample yet.</source>
        <translation>고른 그래프가 없거나 아직 표본이 없습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PlotsTable</name>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>선</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>The newest %1 values; Export has all of them.</source>
        <translation>최근 값 %1개입니다. 모두는 내보내기에 있습니다.</translation>
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
    <name>vitrine::ui::PositionsModel</name>
    <message>
        <source>Offset</source>
        <translation>오프셋</translation>
    </message>
    <message>
        <source>Byte in the log</source>
        <translation>로그 내 바이트 위치</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>환경설정</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation>레이아웃</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Everything holds at once.</source>
        <translation>변경 사항은 바로 적용됩니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>How the window looks: for your eyes, or for a room.</source>
        <translation>창의 모양을 혼자 볼 때나 여럿이 함께 볼 때에 맞게 정합니다.</translation>
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
        <translation>프레젠테이션</translation>
    </message>
    <message>
        <source>Things move where something moves in the cluster</source>
        <translation>클러스터에서 무언가 움직일 때 화면에서도 움직임</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>움직임</translation>
    </message>
    <message>
        <source>Choose an action and press the keys that it shall have. Ctrl+F finds an action in the list.</source>
        <translation>동작을 선택하고 지정할 키를 누르세요. Ctrl+F로 목록에서 동작을 찾을 수 있습니다.</translation>
    </message>
    <message>
        <source>Actions and their shortcuts</source>
        <translation>동작과 단축키</translation>
    </message>
    <message>
        <source>New shortcut</source>
        <translation>새 단축키</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>모두 초기화</translation>
    </message>
    <message>
        <source>Take it anyway</source>
        <translation>그래도 지정</translation>
    </message>
    <message>
        <source>No action chosen</source>
        <translation>선택한 동작 없음</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”, which would have no shortcut then.</source>
        <translation>지금은 “%2”의 단축키입니다(%1). 지정하면 그 동작에는 단축키가 없어집니다.</translation>
    </message>
    <message>
        <source>Arrangements of the panels under a name. Ctrl+Z takes a change of the layout back.</source>
        <translation>패널 배치를 이름을 붙여 저장합니다. 레이아웃 변경은 Ctrl+Z로 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Saved layouts</source>
        <translation>저장된 레이아웃</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Save the present one…</source>
        <translation>현재 레이아웃 저장…</translation>
    </message>
    <message>
        <source>Restore default layout</source>
        <translation>기본 레이아웃 복원</translation>
    </message>
    <message>
        <source>No layout has been saved yet.</source>
        <translation>아직 저장된 레이아웃이 없습니다.</translation>
    </message>
    <message>
        <source>Where Vitrine keeps what it keeps. Nothing of it leaves this machine.</source>
        <translation>Vitrine이 데이터를 보관하는 위치입니다. 어떤 것도 이 컴퓨터 밖으로 나가지 않습니다.</translation>
    </message>
    <message>
        <source>not kept in this run</source>
        <translation>이번 실행에서는 저장하지 않음</translation>
    </message>
    <message>
        <source>Autosave</source>
        <translation>자동 저장</translation>
    </message>
    <message>
        <source>off in this run</source>
        <translation>이번 실행에서는 꺼짐</translation>
    </message>
    <message>
        <source>The cluster</source>
        <translation>클러스터</translation>
    </message>
    <message>
        <source>in memory: a simulation has no directory</source>
        <translation>메모리에만 있음: 시뮬레이션에는 디렉터리가 없습니다</translation>
    </message>
    <message>
        <source>Forget what was used last</source>
        <translation>최근 사용 기록 지우기</translation>
    </message>
    <message>
        <source>The actions and places that the palette offers first.</source>
        <translation>팔레트가 먼저 제안하는 동작과 위치입니다.</translation>
    </message>
    <message>
        <source>Forget columns and order of all tables</source>
        <translation>모든 표의 열과 정렬 설정 지우기</translation>
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
        <translation>→ 파티션 %1: 키의 murmur2는 %2, 부호를 뗀 값 mod %3</translation>
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
    <message>
        <source>Send the record</source>
        <translation>레코드 전송</translation>
    </message>
    <message>
        <source>Values of records</source>
        <translation>레코드의 값</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>The key: pairs of hexadecimal digits are expected, like 0a ff.</source>
        <translation>키: 0a ff처럼 두 자리씩의 16진수를 써야 합니다.</translation>
    </message>
    <message>
        <source>The key: %1</source>
        <translation>키: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n바이트</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>JSON, %n byte(s)</source>
        <translation>
            <numerusform>JSON, %n바이트</numerusform>
        </translation>
    </message>
    <message>
        <source>Pairs of hexadecimal digits are expected, like 0a ff; see character %1.</source>
        <translation>0a ff처럼 두 자리씩의 16진수를 써야 합니다; %1번째 문자를 확인하세요.</translation>
    </message>
    <message>
        <source>for example %1</source>
        <translation>예: %1</translation>
    </message>
    <message>
        <source>At byte %1: %2</source>
        <translation>바이트 %1: %2</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>파일을 선택하세요.</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s), %1; more records than that begin again with the first</source>
        <translation>
            <numerusform>값 %n개, %1; 레코드가 더 많으면 첫 값부터 다시 씁니다</numerusform>
        </translation>
    </message>
    <message>
        <source>null: a tombstone, which deletes the key in a compacted topic</source>
        <translation>null: 툼스톤. 컴팩션되는 토픽에서 이 키를 삭제합니다</translation>
    </message>
    <message>
        <source>Each batch carries producer id, epoch and sequence: what a retry sends twice is stored once and in order.</source>
        <translation>배치마다 프로듀서 ID, 에폭, 시퀀스가 실립니다. 재시도로 두 번 보내도 한 번만, 순서대로 저장됩니다.</translation>
    </message>
    <message>
        <source>acks=0: nobody answers, what is lost is lost without a word.</source>
        <translation>acks=0: 응답이 없으며, 유실되어도 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Without idempotence a retry can store a batch twice, or out of order.</source>
        <translation>멱등성이 없으면 재시도 때 배치가 두 번 또는 순서가 바뀌어 저장될 수 있습니다.</translation>
    </message>
    <message>
        <source>Headers (%1)</source>
        <translation>헤더 (%1)</translation>
    </message>
    <message>
        <source>Headers (!)</source>
        <translation>헤더 (!)</translation>
    </message>
    <message>
        <source>→ partition %1: rule %2, &quot;%3&quot;</source>
        <translation>→ 파티션 %1: %2번 규칙, &quot;%3&quot;</translation>
    </message>
    <message>
        <source>The record names its partition. No partitioner is asked, and records of one key may lie in several partitions.</source>
        <translation>레코드가 파티션을 직접 지정합니다. 파티셔너를 거치지 않으므로 같은 키의 레코드가 여러 파티션에 놓일 수 있습니다.</translation>
    </message>
    <message>
        <source>The first rule whose pattern matches the whole key decides; where none does, the key&apos;s hash as by default.</source>
        <translation>패턴이 키 전체와 일치하는 첫 규칙이 결정합니다. 일치하는 규칙이 없으면 기본값대로 키의 해시가 결정합니다.</translation>
    </message>
    <message>
        <source>Without a key nothing has to stay together: the producer fills a batch for one partition and then goes on to another at random (KIP-480, KIP-794).</source>
        <translation>키가 없으면 함께 있어야 할 레코드가 없습니다. 프로듀서는 한 파티션의 배치를 채운 뒤 임의의 다른 파티션으로 넘어갑니다(KIP-480, KIP-794).</translation>
    </message>
    <message>
        <source>1.  murmur2(%1) = %2 = %3</source>
        <translation>1.  murmur2(%1) = %2 = %3</translation>
    </message>
    <message>
        <source>2.  &amp; 0x7fffffff, so that it is not negative = %1</source>
        <translation>2.  &amp; 0x7fffffff, 음수가 되지 않도록 = %1</translation>
    </message>
    <message>
        <source>3.  % %1 partitions = %2</source>
        <translation>3.  % %1(파티션 수) = %2</translation>
    </message>
    <message>
        <source>→ %1-%2, which has no leader now</source>
        <translation>→ %1-%2, 지금은 리더가 없습니다</translation>
    </message>
    <message>
        <source>→ %1-%2, whose leader is broker %3</source>
        <translation>→ %1-%2, 리더는 브로커 %3</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message numerus="yes">
        <source>%n retry(s)</source>
        <translation>
            <numerusform>재시도 %n회</numerusform>
        </translation>
    </message>
    <message>
        <source>as chosen</source>
        <translation>직접 선택</translation>
    </message>
    <message>
        <source>by rules</source>
        <translation>규칙으로</translation>
    </message>
    <message>
        <source>text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>generated</source>
        <translation>생성</translation>
    </message>
    <message>
        <source>hex</source>
        <translation>16진수</translation>
    </message>
    <message>
        <source>file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>레코드</translation>
    </message>
    <message>
        <source>Why there</source>
        <translation>파티션 결정</translation>
    </message>
    <message>
        <source>Producer</source>
        <translation>프로듀서</translation>
    </message>
    <message>
        <source>Generated: each record gets its own.</source>
        <translation>생성: 레코드마다 새로 만듭니다.</translation>
    </message>
    <message>
        <source>path of a file</source>
        <translation>파일 경로</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>each line is a record</source>
        <translation>한 줄이 레코드 하나</translation>
    </message>
    <message>
        <source>How long a batch waits for more records; a single record is sent at once</source>
        <translation>배치가 다음 레코드를 기다리는 시간; 레코드 하나만 보낼 때는 바로 보냅니다</translation>
    </message>
    <message>
        <source>A batch is sent when it has so many bytes</source>
        <translation>배치가 이 바이트 수에 이르면 보냅니다</translation>
    </message>
    <message>
        <source>Requests to one broker that are not answered yet; at most 5 with idempotence</source>
        <translation>브로커 하나에 보내고 아직 응답받지 못한 요청 수; 멱등성을 쓰면 최대 5</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>레코드</translation>
    </message>
    <message>
        <source>Inside the producer</source>
        <translation>프로듀서 내부</translation>
    </message>
    <message>
        <source>What decides the partition</source>
        <translation>파티션을 정하는 방법</translation>
    </message>
    <message>
        <source>How the key is written</source>
        <translation>키를 쓰는 형식</translation>
    </message>
    <message>
        <source>How the value is written</source>
        <translation>값을 쓰는 형식</translation>
    </message>
    <message>
        <source>File of values</source>
        <translation>값 파일</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>%1/s of %2/s asked for</source>
        <translation>요청한 %2/s 중 %1/s</translation>
    </message>
    <message>
        <source>the brokers take no more, %1 late</source>
        <translation>브로커가 더 빨리 확인하지 못함, %1개 늦음</translation>
    </message>
    <message>
        <source>this machine makes no more records, %1 late</source>
        <translation>이 컴퓨터가 레코드를 더 빨리 만들지 못함, %1개 늦음</translation>
    </message>
    <message>
        <source>Not valid JSON at byte %1: %2</source>
        <translation>올바른 JSON이 아닙니다(바이트 %1): %2</translation>
    </message>
    <message>
        <source>The Java client and this window hash the key&apos;s bytes with murmur2 (librdkafka&apos;s default, consistent_random, with CRC32), so the same key is always in the same partition while the number of partitions stays:</source>
        <translation>Java 클라이언트와 이 창은 키의 바이트를 murmur2로 해시하므로(librdkafka의 기본값 consistent_random은 CRC32 사용), 파티션 수가 그대로인 한 같은 키는 항상 같은 파티션에 있습니다:</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::QuorumPage</name>
    <message>
        <source>Quorum</source>
        <translation>쿼럼</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>에폭 %1</translation>
    </message>
    <message>
        <source>no leader</source>
        <translation>리더 없음</translation>
    </message>
    <message>
        <source>leader %1</source>
        <translation>리더 %1</translation>
    </message>
    <message>
        <source>high watermark %1</source>
        <translation>하이 워터마크 %1</translation>
    </message>
    <message>
        <source>log end %1</source>
        <translation>로그 끝 %1</translation>
    </message>
    <message>
        <source>The metadata log is being read…</source>
        <translation>메타데이터 로그를 읽는 중…</translation>
    </message>
    <message>
        <source>No record of the metadata log passes this filter.</source>
        <translation>이 필터에 맞는 메타데이터 로그 레코드가 없습니다.</translation>
    </message>
    <message>
        <source>Every type</source>
        <translation>모든 유형</translation>
    </message>
    <message>
        <source>not decoded</source>
        <translation>디코딩되지 않음</translation>
    </message>
    <message>
        <source>has no fields</source>
        <translation>필드 없음</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>레코드</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>메타데이터</translation>
    </message>
    <message>
        <source>The metadata as kafka-metadata-shell shows them</source>
        <translation>kafka-metadata-shell이 보여 주는 형태의 메타데이터</translation>
    </message>
    <message>
        <source>ZooKeeper paths</source>
        <translation>ZooKeeper 경로</translation>
    </message>
    <message>
        <source>The same metadata where ZooKeeper had them before Kafka 4</source>
        <translation>Kafka 4 이전에 ZooKeeper에 있던 경로로 본 같은 메타데이터</translation>
    </message>
    <message>
        <source>NoOp</source>
        <translation>NoOp</translation>
    </message>
    <message>
        <source>Show the NoOp records too, which the leader writes so that the log moves when nothing happens</source>
        <translation>아무 일이 없어도 로그가 나아가도록 리더가 쓰는 NoOp 레코드도 표시합니다</translation>
    </message>
    <message>
        <source>Show records of one type only</source>
        <translation>한 유형의 레코드만 표시합니다</translation>
    </message>
    <message>
        <source>Type of the records shown</source>
        <translation>표시할 레코드 유형</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Text in the records shown</source>
        <translation>표시할 레코드의 텍스트</translation>
    </message>
    <message>
        <source>Records of the metadata log</source>
        <translation>메타데이터 로그의 레코드</translation>
    </message>
    <message>
        <source>Fields of the chosen record</source>
        <translation>선택한 레코드의 필드</translation>
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
        <source>Positions of voters and observers in the metadata log</source>
        <translation>메타데이터 로그에서 보터와 옵저버의 위치</translation>
    </message>
    <message>
        <source>Metadata as a tree</source>
        <translation>트리로 본 메타데이터</translation>
    </message>
    <message>
        <source>Snapshot at %1</source>
        <translation>스냅샷 %1</translation>
    </message>
    <message>
        <source>The log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>%1: snapshot at %2, epoch %3 (%4)</source>
        <translation>%1: 스냅샷 %2, 에폭 %3 (%4)</translation>
    </message>
    <message>
        <source>No node has a snapshot yet</source>
        <translation>아직 스냅샷이 있는 노드가 없음</translation>
    </message>
    <message>
        <source>The snapshot is being read…</source>
        <translation>스냅샷을 읽는 중…</translation>
    </message>
    <message>
        <source>The records of the log, or of a snapshot that a node has of it</source>
        <translation>로그의 레코드, 또는 노드에 있는 로그 스냅샷의 레코드를 표시합니다</translation>
    </message>
    <message>
        <source>Log or snapshot</source>
        <translation>로그 또는 스냅샷</translation>
    </message>
    <message>
        <source>The quorum has not shown itself yet.</source>
        <translation>쿼럼 상태가 아직 표시되지 않았습니다.</translation>
    </message>
    <message>
        <source>No record chosen</source>
        <translation>선택한 레코드 없음</translation>
    </message>
    <message>
        <source>No ZooKeeper runs here: these are facts of the metadata log, where ZooKeeper would have them.</source>
        <translation>ZooKeeper는 없습니다: 메타데이터 로그의 내용을 ZooKeeper에 있었을 위치에 보여 줍니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::QuorumText</name>
    <message>
        <source>not known yet</source>
        <translation>아직 알 수 없음</translation>
    </message>
    <message>
        <source>observer</source>
        <translation>옵저버</translation>
    </message>
    <message>
        <source>log end %1</source>
        <translation>로그 끝 %1</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>최신</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>%1개 뒤처짐</translation>
    </message>
    <message>
        <source>fetched %1 ago</source>
        <translation>%1 전에 가져감</translation>
    </message>
    <message>
        <source>voter of the quorum</source>
        <translation>쿼럼의 보터</translation>
    </message>
    <message>
        <source>observer: it follows the metadata log and has no vote</source>
        <translation>옵저버: 메타데이터 로그를 따라가지만 투표권이 없음</translation>
    </message>
    <message>
        <source>voted for %1 in this epoch</source>
        <translation>이 에폭에서 %1에게 투표함</translation>
    </message>
    <message>
        <source>log %1 to %2</source>
        <translation>로그 %1부터 %2까지</translation>
    </message>
    <message>
        <source>it knows the high watermark %1</source>
        <translation>알고 있는 하이 워터마크 %1</translation>
    </message>
    <message>
        <source>caught up %1 ago</source>
        <translation>%1 전에 따라잡음</translation>
    </message>
    <message>
        <source>%1 voted for %2</source>
        <translation>%2에게 투표: %1</translation>
    </message>
    <message>
        <source>Epoch %1 has no leader: nobody has the votes of a majority yet.</source>
        <translation>에폭 %1에 리더가 없습니다. 아직 아무도 과반의 표를 얻지 못했습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Epoch %1 has no leader yet: %2; a majority of %n voter(s) is needed.</source>
        <translation>
            <numerusform>에폭 %1에 아직 리더가 없습니다: %2. 보터 %n개의 과반이 필요합니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>; it began at offset %1</source>
        <translation>, 오프셋 %1에서 시작</translation>
    </message>
    <message>
        <source>Epoch %1 is led by %2%3.</source>
        <translation>에폭 %1의 리더: 노드 %2%3.</translation>
    </message>
    <message>
        <source>Epoch %1 is led by %2: %3%4.</source>
        <translation>에폭 %1의 리더: 노드 %2. %3%4.</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>노드</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Vote</source>
        <translation>투표권</translation>
    </message>
    <message>
        <source>Voted for</source>
        <translation>투표 대상</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>로그 끝</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>뒤처짐</translation>
    </message>
    <message>
        <source>High watermark</source>
        <translation>하이 워터마크</translation>
    </message>
    <message>
        <source>Last fetch</source>
        <translation>마지막 fetch</translation>
    </message>
    <message>
        <source>Caught up</source>
        <translation>따라잡은 때</translation>
    </message>
    <message>
        <source>Log start</source>
        <translation>로그 시작</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>스냅샷</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1 전</translation>
    </message>
    <message>
        <source>voter</source>
        <translation>보터</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RaftLogView</name>
    <message>
        <source>The quorum has not shown itself yet.</source>
        <translation>쿼럼 상태가 아직 표시되지 않았습니다.</translation>
    </message>
    <message>
        <source>high watermark %1</source>
        <translation>하이 워터마크 %1</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>에폭 %1</translation>
    </message>
    <message>
        <source>voted for %1</source>
        <translation>%1에게 투표</translation>
    </message>
    <message>
        <source>◂ ends at %1</source>
        <translation>◂ %1에서 끝남</translation>
    </message>
    <message>
        <source>snapshot at %1</source>
        <translation>스냅샷 %1</translation>
    </message>
    <message>
        <source>offset %1, epoch %2: %3</source>
        <translation>오프셋 %1, 에폭 %2: %3</translation>
    </message>
    <message>
        <source>offset %1: not committed yet</source>
        <translation>오프셋 %1: 아직 커밋되지 않음</translation>
    </message>
    <message>
        <source>◂ snapshot at %1</source>
        <translation>◂ 스냅샷 %1</translation>
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
    <message>
        <source>Only %1 to %2</source>
        <translation>%1 – %2 구간</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RebalancesModel</name>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Gen.</source>
        <translation>세대</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>What moved</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Without partitions</source>
        <translation>파티션이 없던 멤버</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>걸린 시간</translation>
    </message>
    <message>
        <source>The generation that came of it.</source>
        <translation>그 결과로 생긴 세대입니다.</translation>
    </message>
    <message>
        <source>Eager assignors (range, roundrobin) take all partitions away while the group rebalances; cooperative-sticky only those that move.</source>
        <translation>즉시(eager) 할당자(range, roundrobin)는 리밸런스하는 동안 모든 파티션을 거두고, cooperative-sticky는 이동하는 것만 거둡니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RecordExport</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1에 쓸 수 없습니다: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) written to %1</source>
        <translation>
            <numerusform>레코드 %n개를 %1에 썼습니다</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RecordFilter</name>
    <message>
        <source>this ) closes nothing</source>
        <translation>이 )에 맞는 여는 괄호가 없습니다</translation>
    </message>
    <message>
        <source>expected &amp;&amp; or || between two conditions, not &quot;%1&quot;</source>
        <translation>두 조건 사이에는 &amp;&amp; 또는 ||가 와야 합니다. 여기에 있는 것: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>too many brackets and negations inside each other</source>
        <translation>괄호와 부정이 너무 깊이 겹쳐 있습니다</translation>
    </message>
    <message>
        <source>this ( is not closed</source>
        <translation>이 (가 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>expected an operator and a number after %1</source>
        <translation>%1 뒤에는 연산자와 숫자가 와야 합니다</translation>
    </message>
    <message>
        <source>expected the name of a header, as in header[&quot;trace id&quot;]</source>
        <translation>header[&quot;trace id&quot;]처럼 헤더 이름이 와야 합니다</translation>
    </message>
    <message>
        <source>which header? write header.trace-id or header[&quot;trace id&quot;]</source>
        <translation>어느 헤더인가요? header.trace-id 또는 header[&quot;trace id&quot;]처럼 쓰세요</translation>
    </message>
    <message>
        <source>a condition is missing here</source>
        <translation>여기에 조건이 빠졌습니다</translation>
    </message>
    <message>
        <source>expected key, value, partition, offset, timestamp, header.NAME or json.PATH, not &quot;%1&quot;</source>
        <translation>key, value, partition, offset, timestamp, header.NAME, json.PATH 중 하나가 와야 합니다. 여기에 있는 것: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>there is no field &quot;%1&quot;: key, value, partition, offset, timestamp, header.NAME and json.PATH are</source>
        <translation>&quot;%1&quot; 필드는 없습니다. key, value, partition, offset, timestamp, header.NAME, json.PATH가 있습니다</translation>
    </message>
    <message>
        <source>a name is missing after this point</source>
        <translation>이 점 뒤에 이름이 빠졌습니다</translation>
    </message>
    <message>
        <source>expected an index or a name in quotation marks in [ ]</source>
        <translation>[ ] 안에는 인덱스나 따옴표로 묶은 이름이 와야 합니다</translation>
    </message>
    <message>
        <source>this [ is not closed</source>
        <translation>이 [가 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>write == to compare</source>
        <translation>비교하려면 ==를 쓰세요</translation>
    </message>
    <message>
        <source>this text is not closed: a quotation mark is missing at its end</source>
        <translation>텍스트가 닫히지 않았습니다: 끝에 따옴표가 빠졌습니다</translation>
    </message>
    <message>
        <source>bytes are written as pairs of hexadecimal digits: x&quot;0aff&quot;</source>
        <translation>바이트는 두 자리씩의 16진수로 씁니다: x&quot;0aff&quot;</translation>
    </message>
    <message>
        <source>expected a text in quotation marks, a number, true, false or null</source>
        <translation>따옴표로 묶은 텍스트, 숫자, true, false, null 중 하나가 와야 합니다</translation>
    </message>
    <message>
        <source>a text stands in quotation marks: &quot;%1&quot;</source>
        <translation>텍스트는 따옴표로 묶습니다: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>this is a number: compare it with ==, !=, &lt;, &lt;=, &gt; or &gt;=</source>
        <translation>숫자입니다: ==, !=, &lt;, &lt;=, &gt;, &gt;=로 비교하세요</translation>
    </message>
    <message>
        <source>a time is written as &quot;2026-03-01T14:02:33&quot; or in milliseconds since 1970</source>
        <translation>시각은 &quot;2026-03-01T14:02:33&quot; 형식이나 1970년부터의 밀리초로 씁니다</translation>
    </message>
    <message>
        <source>this is compared with a number</source>
        <translation>숫자와 비교해야 합니다</translation>
    </message>
    <message>
        <source>a text in quotation marks is expected here</source>
        <translation>여기에는 따옴표로 묶은 텍스트가 와야 합니다</translation>
    </message>
    <message>
        <source>this is no regular expression: %1</source>
        <translation>정규식이 아닙니다: %1</translation>
    </message>
    <message>
        <source>null is compared with == or !=</source>
        <translation>null은 ==나 !=로만 비교합니다</translation>
    </message>
    <message>
        <source>keys, values and headers are texts: write &quot;%1&quot; in quotation marks, or json.PATH for a number within a value</source>
        <translation>키, 값, 헤더는 텍스트입니다: 따옴표로 묶어 &quot;%1&quot;로 쓰거나, 값 안의 숫자는 json.PATH로 비교하세요</translation>
    </message>
    <message>
        <source>at character %1: %2</source>
        <translation>%1번째 문자: %2</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RecordFinder</name>
    <message>
        <source>the search ended after %1 batches</source>
        <translation>배치 %1개 뒤에 찾기를 마침</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RecordTemplate</name>
    <message>
        <source>a range of whole numbers is written {random 1..100}</source>
        <translation>정수 범위는 {random 1..100}처럼 씁니다</translation>
    </message>
    <message>
        <source>the range %1..%2 is empty</source>
        <translation>비어 있는 범위: %1..%2</translation>
    </message>
    <message>
        <source>a choice is written {pick red|green|blue}</source>
        <translation>선택지는 {pick red|green|blue}처럼 씁니다</translation>
    </message>
    <message>
        <source>{n}: the number of the record, from 0</source>
        <translation>{n}: 레코드 번호, 0부터</translation>
    </message>
    <message>
        <source>{uuid}: a random UUID</source>
        <translation>{uuid}: 임의의 UUID</translation>
    </message>
    <message>
        <source>{random 1..100}: a whole number, both ends included</source>
        <translation>{random 1..100}: 양 끝을 포함한 정수</translation>
    </message>
    <message>
        <source>{timestamp}: milliseconds since 1970; {time}: the same as a date</source>
        <translation>{timestamp}: 1970년부터의 밀리초; {time}: 같은 시각의 날짜 표기</translation>
    </message>
    <message>
        <source>{pick red|green|blue}: one of these</source>
        <translation>{pick red|green|blue}: 이 중 하나</translation>
    </message>
    <message>
        <source>{name}, {city}, {product}, {word}: one of a small list</source>
        <translation>{name}, {city}, {product}, {word}: 작은 목록 중 하나</translation>
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
    <name>vitrine::ui::ReplicasModel</name>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>브로커</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Log start</source>
        <translation>로그 시작</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>로그 끝</translation>
    </message>
    <message>
        <source>High watermark</source>
        <translation>하이 워터마크</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>뒤처짐</translation>
    </message>
    <message>
        <source>Not caught up for</source>
        <translation>따라잡지 못한 시간</translation>
    </message>
    <message>
        <source>Last fetch</source>
        <translation>마지막 fetch</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
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
    <message>
        <source>Choose a partition on the map to see its replicas side by side.</source>
        <translation>맵에서 파티션을 고르면 레플리카를 나란히 볼 수 있습니다.</translation>
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
    <message>
        <source>The clock of a follower runs from when it was last caught up; at %1 (replica.lag.time.max.ms) the leader takes it out of the ISR.</source>
        <translation>팔로워의 시계는 마지막으로 따라잡은 때부터 갑니다. %1(replica.lag.time.max.ms)이 되면 리더가 ISR에서 제외합니다.</translation>
    </message>
    <message>
        <source>not caught up for %1 of %2</source>
        <translation>%2 중 %1 동안 따라잡지 못함</translation>
    </message>
    <message>
        <source>last stable offset the same</source>
        <translation>마지막 안정 오프셋 동일</translation>
    </message>
    <message>
        <source>last stable offset %1</source>
        <translation>마지막 안정 오프셋 %1</translation>
    </message>
    <message>
        <source>LSO the same</source>
        <translation>LSO 동일</translation>
    </message>
    <message>
        <source>LSO %1</source>
        <translation>LSO %1</translation>
    </message>
    <message>
        <source>caught up %1 ago; out of the ISR after %2 (replica.lag.time.max.ms)</source>
        <translation>%1 전에 따라잡음, %2 뒤에는 ISR에서 제외(replica.lag.time.max.ms)</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>브로커</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>로그 끝</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>뒤처짐</translation>
    </message>
    <message>
        <source>Not caught up for</source>
        <translation>따라잡지 못한 시간</translation>
    </message>
    <message>
        <source>Lag clock</source>
        <translation>랙 시계</translation>
    </message>
    <message>
        <source>Last fetch</source>
        <translation>마지막 fetch</translation>
    </message>
    <message>
        <source>High watermark</source>
        <translation>하이 워터마크</translation>
    </message>
    <message>
        <source>Log start</source>
        <translation>로그 시작</translation>
    </message>
    <message>
        <source>takes records</source>
        <translation>레코드를 받는 중</translation>
    </message>
    <message>
        <source>fetches</source>
        <translation>fetch 중</translation>
    </message>
    <message>
        <source>An open transaction holds the last stable offset at %1.</source>
        <translation>열린 트랜잭션이 마지막 안정 오프셋을 %1에 붙잡고 있습니다.</translation>
    </message>
    <message>
        <source>No broker runs: the partition has no leader until one of ISR %1 starts.</source>
        <translation>실행 중인 브로커가 없습니다. ISR %1 중 하나가 시작될 때까지 이 파티션에는 리더가 없습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ResetModel</name>
    <message>
        <source>log start</source>
        <translation>로그 시작</translation>
    </message>
    <message>
        <source>What was asked for is before the log, which begins at %1.</source>
        <translation>요청한 위치가 로그의 시작 %1보다 앞입니다.</translation>
    </message>
    <message>
        <source>log end</source>
        <translation>로그 끝</translation>
    </message>
    <message>
        <source>What was asked for is beyond the log, which ends at %1.</source>
        <translation>요청한 위치가 로그의 끝(%1)보다 뒤에 있습니다.</translation>
    </message>
    <message>
        <source>no such record</source>
        <translation>해당 레코드 없음</translation>
    </message>
    <message>
        <source>No record is as young as that: the end of the log, %1.</source>
        <translation>그만큼 새로운 레코드가 없어 로그의 끝에서 시작합니다: %1.</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>커밋됨</translation>
    </message>
    <message>
        <source>New</source>
        <translation>새 값</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>참고</translation>
    </message>
    <message>
        <source>never committed</source>
        <translation>커밋한 적 없음</translation>
    </message>
    <message>
        <source>%1 offsets are read again</source>
        <translation>오프셋 %1개를 다시 읽음</translation>
    </message>
    <message>
        <source>%1 offsets are skipped</source>
        <translation>오프셋 %1개를 건너뜀</translation>
    </message>
    <message>
        <source>nothing changes</source>
        <translation>변화 없음</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ResetOffsetsDialog</name>
    <message>
        <source>Preview</source>
        <translation>미리 보기</translation>
    </message>
    <message>
        <source>Stop our own members</source>
        <translation>내장 멤버 정지</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
    <message>
        <source>Reset offsets of %1</source>
        <translation>%1의 오프셋 재설정</translation>
    </message>
    <message>
        <source>To the earliest offset</source>
        <translation>가장 이른 오프셋으로</translation>
    </message>
    <message>
        <source>To the latest offset</source>
        <translation>가장 최근 오프셋으로</translation>
    </message>
    <message>
        <source>To an offset</source>
        <translation>지정한 오프셋으로</translation>
    </message>
    <message>
        <source>Shift by</source>
        <translation>상대 이동</translation>
    </message>
    <message>
        <source>To a time</source>
        <translation>지정한 시각으로</translation>
    </message>
    <message>
        <source>Back by a duration</source>
        <translation>일정 시간 전으로</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>초</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>분</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>days</source>
        <translation>일</translation>
    </message>
    <message>
        <source>All that the group has committed</source>
        <translation>그룹이 커밋한 모든 파티션</translation>
    </message>
    <message>
        <source>all, or 0,2,5</source>
        <translation>모두, 또는 0,2,5</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>What the reset would do</source>
        <translation>재설정의 결과</translation>
    </message>
    <message>
        <source>Copies the line for Kafka&apos;s own tool.</source>
        <translation>Kafka 도구용 명령을 복사합니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>The group&apos;s coordinator is gone: offsets cannot be committed until another broker takes over.</source>
        <translation>그룹의 코디네이터가 사라졌습니다. 다른 브로커가 맡을 때까지 오프셋을 커밋할 수 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Kafka resets offsets only while a group is inactive, or its members would go on from where they are: %1 has %n member(s), %2 of them our own.</source>
        <translation>
            <numerusform>Kafka는 그룹이 비활성일 때만 오프셋을 재설정합니다. 그렇지 않으면 멤버가 지금 위치에서 계속 읽기 때문입니다. %1의 멤버: %n명(내장 멤버 %2명).</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop the others where they run.</source>
        <translation>나머지는 실행 중인 곳에서 멈추세요.</translation>
    </message>
    <message>
        <source>The group still rebalances; it is inactive when that is over.</source>
        <translation>그룹이 아직 리밸런스 중입니다. 끝나면 비활성이 됩니다.</translation>
    </message>
    <message>
        <source>See the preview first.</source>
        <translation>먼저 미리 보기를 확인하세요.</translation>
    </message>
    <message>
        <source>The preview is a dry run: it tells for each partition where it would begin, and changes nothing.</source>
        <translation>미리 보기는 시험 실행입니다. 파티션마다 어디서 시작할지 알려 주고 아무것도 바꾸지 않습니다.</translation>
    </message>
    <message>
        <source>Waiting for the brokers&apos; answer.</source>
        <translation>브로커의 응답을 기다리는 중입니다.</translation>
    </message>
    <message>
        <source>Done: the group begins there.</source>
        <translation>완료: 그룹은 그 위치에서 시작합니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s): %1 offsets are read again, %2 are skipped.</source>
        <translation>
            <numerusform>파티션 %n개: 오프셋 %1개를 다시 읽고 %2개를 건너뜁니다.</numerusform>
        </translation>
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
        <translation>지연 시간</translation>
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
    <name>vitrine::ui::RetentionTexts</name>
    <message>
        <source>no limit</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>Keep the records of %1 for</source>
        <translation>%1의 레코드 보존 시간</translation>
    </message>
    <message>
        <source>retention.ms: a segment whose newest record is older is deleted at the next check (log.retention.check.interval.ms). A segment goes as a whole, and the log start offset moves to the next one.</source>
        <translation>retention.ms: 가장 새로운 레코드가 이보다 오래된 세그먼트는 다음 검사(log.retention.check.interval.ms) 때 삭제됩니다. 세그먼트는 통째로 삭제되고, 로그 시작 오프셋은 다음 세그먼트로 옮겨 갑니다.</translation>
    </message>
    <message>
        <source>Keep of each partition of %1</source>
        <translation>%1의 파티션별 보존 크기</translation>
    </message>
    <message>
        <source>retention.bytes: the oldest segments go as long as the log is larger without them.</source>
        <translation>retention.bytes: 빼고도 로그가 이보다 크면, 가장 오래된 세그먼트부터 삭제됩니다.</translation>
    </message>
    <message>
        <source>Roll a segment of %1 after</source>
        <translation>%1의 세그먼트를 롤하는 시간</translation>
    </message>
    <message>
        <source>segment.ms: the next append after that time begins a new segment. Only what is rolled is deleted or compacted, unless all of the active segment is old.</source>
        <translation>segment.ms: 이 시간이 지난 뒤의 첫 추가에서 새 세그먼트가 시작됩니다. 삭제와 컴팩션의 대상은 롤된 세그먼트뿐입니다. 활성 세그먼트는 모든 레코드가 오래되었을 때만 삭제됩니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RulesEdit</name>
    <message>
        <source>Rule %1: the topic has the partitions 0 to %2.</source>
        <translation>규칙 %1: 토픽의 파티션은 0부터 %2까지입니다.</translation>
    </message>
    <message>
        <source>Key pattern (* and ?)</source>
        <translation>키 패턴 (*와 ?)</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>규칙 추가</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Rules: key pattern and partition</source>
        <translation>규칙: 키 패턴과 파티션</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SaveClusterDialog</name>
    <message>
        <source>Choose…</source>
        <translation>고르기…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save cluster</source>
        <translation>클러스터 저장</translation>
    </message>
    <message>
        <source>The log directories of all nodes, the timeline and the arrangement of this window go into one file.</source>
        <translation>모든 노드의 로그 디렉터리, 타임라인, 이 창의 배치를 파일 하나에 담습니다.</translation>
    </message>
    <message>
        <source>While files are copied every node stands still, as after “cluster pause”; then the cluster goes on, and the copy is packed. Clients from outside may see their requests time out meanwhile. In the archive the nodes are as after a kill: their logs are recovered when they start.</source>
        <translation>파일을 복사하는 동안 모든 노드가 “cluster pause” 뒤처럼 멈춰 있습니다. 그다음 클러스터는 계속 실행되고 복사본을 압축합니다. 그동안 외부 클라이언트의 요청은 시간을 초과할 수 있습니다. 아카이브 속 노드는 강제 종료된 상태와 같아서, 시작할 때 로그를 복구합니다.</translation>
    </message>
    <message>
        <source>No node runs: the directories are copied as they lie.</source>
        <translation>실행 중인 노드가 없습니다. 디렉터리를 있는 그대로 복사합니다.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>Clusters (*.vitrine);;All files (*)</source>
        <translation>클러스터 (*.vitrine);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>%1 is there already. Is it to be replaced?</source>
        <translation>%1 파일이 이미 있습니다. 바꾸시겠습니까?</translation>
    </message>
    <message>
        <source>The nodes are asked to stand still…</source>
        <translation>노드를 멈춰 세우는 중…</translation>
    </message>
    <message>
        <source>Files are copied; the cluster stands still…</source>
        <translation>클러스터를 멈춘 채 파일을 복사하는 중…</translation>
    </message>
    <message>
        <source>The cluster goes on; the copy is packed…</source>
        <translation>클러스터는 계속 실행되고, 복사본을 압축하는 중…</translation>
    </message>
    <message numerus="yes">
        <source>Saved: %n node(s), %1 files with %2, packed into %3.</source>
        <translation>
            <numerusform>저장했습니다: 노드 %n개, 파일 %1개(%2), 압축 후 %3.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SegmentReason</name>
    <message>
        <source>Not rolled yet: it is empty, and an empty segment is never rolled.</source>
        <translation>아직 롤되지 않음: 비어 있으며, 빈 세그먼트는 롤되지 않습니다.</translation>
    </message>
    <message>
        <source>Not rolled yet: the first batch that does not fit in the %1 left of segment.bytes (%2) rolls it.</source>
        <translation>아직 롤되지 않음: segment.bytes(%2)에서 남은 %1에 들어가지 않는 첫 배치가 오면 롤됩니다.</translation>
    </message>
    <message>
        <source>Not rolled yet although its oldest record is older than segment.ms (%1): only a batch that comes rolls a segment, and the next one will.</source>
        <translation>가장 오래된 레코드가 segment.ms(%1)를 넘었지만 아직 롤되지 않음: 세그먼트는 새 배치가 올 때만 롤되며, 다음 배치가 롤합니다.</translation>
    </message>
    <message>
        <source>Not rolled yet: the first batch rolls it that does not fit in the %1 left of segment.bytes (%2), or that comes in %3 or later (segment.ms).</source>
        <translation>아직 롤되지 않음: segment.bytes(%2)에서 남은 %1에 들어가지 않거나 %3 뒤(segment.ms) 이후에 오는 첫 배치가 롤합니다.</translation>
    </message>
    <message>
        <source>it goes at the next check (log.retention.check.interval.ms)</source>
        <translation>다음 검사(log.retention.check.interval.ms) 때 삭제됩니다</translation>
    </message>
    <message>
        <source>All of it lies below the log start offset %1: %2.</source>
        <translation>전부 로그 시작 오프셋 %1보다 앞에 있습니다: %2.</translation>
    </message>
    <message>
        <source>Not compacted yet: the cleaner leaves the active segment alone.</source>
        <translation>아직 컴팩션되지 않음: 클리너는 활성 세그먼트를 건드리지 않습니다.</translation>
    </message>
    <message>
        <source>Not deleted: cleanup.policy=compact keeps the newest record of each key; the cleaner comes when %1 % of the log is not compacted (min.cleanable.dirty.ratio), and tombstones stay %2 longer (delete.retention.ms).</source>
        <translation>삭제되지 않음: cleanup.policy=compact는 키마다 최신 레코드를 남깁니다. 로그의 %1 %가 컴팩션되지 않은 상태가 되면 클리너가 시작하고(min.cleanable.dirty.ratio), 툼스톤은 %2 더 남습니다(delete.retention.ms).</translation>
    </message>
    <message>
        <source>Not deleted: cleanup.policy is empty, everything is kept.</source>
        <translation>삭제되지 않음: cleanup.policy가 비어 있어 모두 보관합니다.</translation>
    </message>
    <message>
        <source>Not deleted: neither retention.ms nor retention.bytes limits this log.</source>
        <translation>삭제되지 않음: retention.ms도 retention.bytes도 이 로그를 제한하지 않습니다.</translation>
    </message>
    <message>
        <source>Retention reaches it, but it holds records above the high watermark %1: not before they are replicated.</source>
        <translation>보존 규칙이 적용되지만 하이 워터마크 %1 위의 레코드가 있습니다: 복제되기 전에는 삭제되지 않습니다.</translation>
    </message>
    <message>
        <source>Without it the log still has retention.bytes (%1): %2.</source>
        <translation>이 세그먼트가 없어도 로그가 retention.bytes(%1) 이상입니다: %2.</translation>
    </message>
    <message>
        <source>Even its newest record is older than retention.ms (%1): the next check rolls it and deletes it.</source>
        <translation>가장 새로운 레코드도 retention.ms(%1)를 넘었습니다: 다음 검사에서 롤된 뒤 삭제됩니다.</translation>
    </message>
    <message>
        <source>Its newest record is older than retention.ms (%1): %2.</source>
        <translation>가장 새로운 레코드가 retention.ms(%1)를 넘었습니다: %2.</translation>
    </message>
    <message>
        <source>Not deleted: it is the active segment, to which records are appended.</source>
        <translation>삭제되지 않음: 레코드가 추가되는 활성 세그먼트입니다.</translation>
    </message>
    <message>
        <source>Not deleted: it is the active segment; if nothing is appended, it is rolled and goes in %1 (retention.ms).</source>
        <translation>삭제되지 않음: 활성 세그먼트입니다. 아무것도 추가되지 않으면 %1 뒤(retention.ms) 롤된 후 삭제됩니다.</translation>
    </message>
    <message>
        <source>in %1, when its newest record is older than retention.ms (%2)</source>
        <translation>%1 뒤, 가장 새로운 레코드가 retention.ms(%2)를 넘을 때</translation>
    </message>
    <message>
        <source>in %1, since the older segment at %2 has to go first (retention.ms %3)</source>
        <translation>%1 뒤, 오프셋 %2의 더 오래된 세그먼트가 먼저 삭제되어야 하므로(retention.ms %3)</translation>
    </message>
    <message>
        <source>when the log has %1 more than now (retention.bytes %2)</source>
        <translation>로그가 지금보다 %1 커졌을 때(retention.bytes %2)</translation>
    </message>
    <message>
        <source>Not deleted: its records have no timestamp that retention.ms could count from.</source>
        <translation>삭제되지 않음: retention.ms를 셀 타임스탬프가 레코드에 없습니다.</translation>
    </message>
    <message>
        <source>Not deleted yet: it goes %1.</source>
        <translation>아직 삭제되지 않음. 삭제 시점: %1.</translation>
    </message>
    <message>
        <source>Not deleted yet: it goes %1, or %2.</source>
        <translation>아직 삭제되지 않음. 삭제 시점: %1, 또는 %2.</translation>
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
    <message>
        <source>older than retention.ms</source>
        <translation>retention.ms 초과</translation>
    </message>
    <message>
        <source>beyond retention.bytes</source>
        <translation>retention.bytes 초과</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>세그먼트</translation>
    </message>
    <message>
        <source>Last offset</source>
        <translation>마지막 오프셋</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Oldest record</source>
        <translation>가장 오래된 레코드</translation>
    </message>
    <message>
        <source>Newest record</source>
        <translation>가장 새로운 레코드</translation>
    </message>
    <message>
        <source>Why it is as it is</source>
        <translation>이 상태인 이유</translation>
    </message>
    <message>
        <source>active</source>
        <translation>활성</translation>
    </message>
    <message>
        <source>will be deleted</source>
        <translation>삭제 예정</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>닫힘</translation>
    </message>
    <message>
        <source>no record of the chosen time</source>
        <translation>선택한 시간의 레코드 없음</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SequenceView</name>
    <message>
        <source>Select exchanges in the table to see who asked whom, and what came between.</source>
        <translation>표에서 요청을 선택하면 누가 누구에게 요청했고 그 사이에 무엇이 있었는지 보여 줍니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n more selected exchange(s) are not drawn.</source>
        <translation>
            <numerusform>선택한 요청 가운데 %n건은 그리지 않았습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>not arrived</source>
        <translation>도착하지 않음</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>보낸 시각</translation>
    </message>
    <message>
        <source>From</source>
        <translation>보내는 쪽</translation>
    </message>
    <message>
        <source>To</source>
        <translation>받는 쪽</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>읽은 시각</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>이동 시간</translation>
    </message>
    <message>
        <source>response: %1</source>
        <translation>응답: %1</translation>
    </message>
    <message>
        <source>request: %1</source>
        <translation>요청: %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ShortcutsDialog</name>
    <message>
        <source>Shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>In tables</source>
        <translation>표에서</translation>
    </message>
    <message>
        <source>Filter rows</source>
        <translation>행 필터링</translation>
    </message>
    <message>
        <source>Copy the chosen rows</source>
        <translation>선택한 행 복사</translation>
    </message>
    <message>
        <source>Show all rows again</source>
        <translation>모든 행 다시 표시</translation>
    </message>
    <message>
        <source>In the command line</source>
        <translation>명령줄에서</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>자동 완성</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>명령으로 복사</translation>
    </message>
    <message>
        <source>What was typed before</source>
        <translation>이전에 입력한 내용</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>맵에서</translation>
    </message>
    <message>
        <source>Another replica</source>
        <translation>다른 레플리카 선택</translation>
    </message>
    <message>
        <source>What can be done to it</source>
        <translation>할 수 있는 작업 메뉴</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>변경…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ShortcutsModel</name>
    <message>
        <source>Action</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>기본값</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
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
    <message>
        <source>In a simulation records are sent without rules for keys.</source>
        <translation>시뮬레이션에서는 키 규칙 없이 레코드를 보냅니다.</translation>
    </message>
    <message>
        <source>In a simulation the records of a file cannot be sent.</source>
        <translation>시뮬레이션에서는 파일의 레코드를 보낼 수 없습니다.</translation>
    </message>
    <message>
        <source>In a simulation {n} always stands for the number of the record.</source>
        <translation>시뮬레이션에서 {n}은 항상 레코드 번호를 뜻합니다.</translation>
    </message>
    <message>
        <source>In a simulation {n} is the only placeholder.</source>
        <translation>시뮬레이션에서는 자리표시자로 {n}만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>In a simulation records are read with isolation.level=read_uncommitted.</source>
        <translation>시뮬레이션에서는 isolation.level=read_uncommitted로 읽습니다.</translation>
    </message>
    <message>
        <source>In a simulation the producer keeps its defaults: compression.type, linger.ms, batch.size, max.in.flight.requests and enable.idempotence.</source>
        <translation>시뮬레이션에서는 프로듀서가 기본값을 씁니다: compression.type, linger.ms, batch.size, max.in.flight.requests, enable.idempotence.</translation>
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
        <translation>%1, 이벤트 %2개 처리 후</translation>
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
    <name>vitrine::ui::StartPage</name>
    <message>
        <source>Start – Vitrine</source>
        <translation>시작 – Vitrine</translation>
    </message>
    <message>
        <source>A Kafka-compatible cluster in a window. Several can run side by side.</source>
        <translation>창 안의 Kafka 호환 클러스터. 여러 개를 나란히 실행할 수 있습니다.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>New cluster…</source>
        <translation>새 클러스터…</translation>
    </message>
    <message>
        <source>New simulation…</source>
        <translation>새 시뮬레이션…</translation>
    </message>
    <message>
        <source>A cluster in a time of its own: pause, step, rewind, fork.</source>
        <translation>자기만의 시간을 가진 클러스터: 멈추고, 한 단계씩 가고, 되감고, 분기합니다.</translation>
    </message>
    <message>
        <source>Open saved cluster…</source>
        <translation>저장된 클러스터 열기…</translation>
    </message>
    <message>
        <source>An archive (.vitrine) goes on as a running cluster, on free ports.</source>
        <translation>아카이브(.vitrine)를 비어 있는 포트에서 실행 중인 클러스터로 이어 갑니다.</translation>
    </message>
    <message>
        <source>Look into a stopped cluster…</source>
        <translation>정지된 클러스터 들여다보기…</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>예제</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>최근 항목</translation>
    </message>
    <message>
        <source>archive · %1</source>
        <translation>아카이브 · %1</translation>
    </message>
    <message>
        <source>cluster · %1</source>
        <translation>클러스터 · %1</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>찾을 수 없음</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>이 목록에서 제거</translation>
    </message>
    <message>
        <source>Clusters that are kept in a directory, and archives, will stand here.</source>
        <translation>디렉터리에 보관한 클러스터와 아카이브가 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Brokers, racks and controllers as you want them, on this machine.</source>
        <translation>원하는 대로 구성한 브로커, 랙(rack), 컨트롤러를 이 컴퓨터에서 실행합니다.</translation>
    </message>
    <message>
        <source>A data directory, read-only: what lies on the disk, as it lies there.</source>
        <translation>데이터 디렉터리를 읽기 전용으로, 디스크에 있는 그대로 봅니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TableView</name>
    <message>
        <source>Rows that have these words</source>
        <translation>이 단어가 있는 행</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Close the filter</source>
        <translation>필터 닫기</translation>
    </message>
    <message>
        <source>Show all rows again (Esc)</source>
        <translation>모든 행 다시 표시 (Esc)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2개 중 %1개</translation>
    </message>
    <message>
        <source>All columns, in their own order</source>
        <translation>모든 열 표시, 원래 순서로</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n row(s)</source>
        <translation>
            <numerusform>행 %n개 복사</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>행 복사</translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation>셀 복사</translation>
    </message>
    <message>
        <source>Filter rows…</source>
        <translation>행 필터링…</translation>
    </message>
    <message>
        <source>Export what is shown…</source>
        <translation>표시된 내용 내보내기…</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Export what is shown</source>
        <translation>표시된 내용 내보내기</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1에 쓸 수 없습니다: %2</translation>
    </message>
    <message>
        <source>No row has these words: %1</source>
        <translation>이 단어가 있는 행이 없습니다: %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Timeline</name>
    <message>
        <source>its id is no node and number</source>
        <translation>ID가 노드와 번호로 되어 있지 않습니다</translation>
    </message>
    <message>
        <source>it has no time that could be</source>
        <translation>있을 수 있는 시각이 없습니다</translation>
    </message>
    <message>
        <source>its cause is no node and number</source>
        <translation>원인이 노드와 번호로 되어 있지 않습니다</translation>
    </message>
    <message>
        <source>“%1” is no kind of event that is known here</source>
        <translation>“%1”: 알려진 이벤트 종류가 아닙니다</translation>
    </message>
    <message>
        <source>%1 of this %2 is missing or no value that it can have</source>
        <translation>%2의 %1: 값이 없거나 가질 수 없는 값입니다</translation>
    </message>
    <message>
        <source>The timeline has more than %1 events.</source>
        <translation>타임라인의 이벤트가 %1개를 넘습니다.</translation>
    </message>
    <message>
        <source>Line %1 of the timeline is no JSON object: %2.</source>
        <translation>타임라인의 %1번째 줄은 JSON 객체가 아닙니다: %2.</translation>
    </message>
    <message>
        <source>Line %1 of the timeline is no event: %2.</source>
        <translation>타임라인의 %1번째 줄은 이벤트가 아닙니다: %2.</translation>
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
        <translation>레코드 약 %1개 프로듀스됨</translation>
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
    <message>
        <source>Cause and consequences of the chosen event</source>
        <translation>선택한 이벤트의 원인과 결과</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TimelineTables</name>
    <message>
        <source>Fault</source>
        <translation>장애</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>Lasted</source>
        <translation>지속 시간</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>장애</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>북마크</translation>
    </message>
    <message>
        <source>Nothing has happened yet that this view shows.</source>
        <translation>이 보기에 나타낼 일이 아직 없습니다.</translation>
    </message>
    <message>
        <source>No fault was in force yet.</source>
        <translation>아직 적용된 장애가 없습니다.</translation>
    </message>
    <message>
        <source>Nothing has been named yet.</source>
        <translation>아직 이름 붙인 것이 없습니다.</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>적용 중</translation>
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
    <message numerus="yes">
        <source>%n fault(s) at once: %1, …</source>
        <translation>
            <numerusform>동시에 장애 %n건: %1, …</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%2건 중 %1번째: %3</translation>
    </message>
    <message numerus="yes">
        <source>%n more fault(s), named in the table.</source>
        <translation>
            <numerusform>그 밖에 장애 %n건은 표에 있습니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TimesModel</name>
    <message>
        <source>Newest time so far</source>
        <translation>그때까지의 최신 시각</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>오프셋</translation>
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
        <translation>%1, 일시 정지됨</translation>
    </message>
    <message>
        <source>%1, stopped</source>
        <translation>%1, 정지됨</translation>
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
        <source>Every broker stands still; clients from outside keep their own clocks.</source>
        <translation>모든 브로커가 멈춰 있습니다. 외부 클라이언트의 시계는 계속 갑니다.</translation>
    </message>
    <message>
        <source>Brokers, clients, network and disks are simulated, in a time of their own. No client from outside can connect.</source>
        <translation>브로커, 클라이언트, 네트워크, 디스크를 그들만의 시간 속에서 시뮬레이션합니다. 외부 클라이언트는 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>Everything goes on where it stood: %1</source>
        <translation>멈춘 자리에서 모두 다시 진행합니다: %1</translation>
    </message>
    <message>
        <source>Every broker and every client of this window stands still, and their time with them: %1</source>
        <translation>이 창의 모든 브로커와 클라이언트가 시간과 함께 멈춥니다: %1</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>읽기 전용</translation>
    </message>
    <message>
        <source>The files of a cluster that does not run, as they lie on the disk. Nothing here can change them.
%1</source>
        <translation>실행되지 않는 클러스터의 파일을 디스크에 있는 그대로 보여 줍니다. 여기서는 바꿀 수 없습니다.
%1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TransportBar</name>
    <message>
        <source>One event back</source>
        <translation>이벤트 하나 뒤로</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
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
        <translation>이동 중: %1…</translation>
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
    <message>
        <source>One event back: the run is repeated up to there</source>
        <translation>이벤트 하나 뒤로: 그 지점까지 다시 실행합니다</translation>
    </message>
    <message>
        <source>To the next event: a message arrives, a timer is due, a sync is done</source>
        <translation>다음 이벤트까지: 메시지 도착, 타이머 만료, sync 완료</translation>
    </message>
    <message>
        <source>Until the next message arrives</source>
        <translation>다음 메시지가 도착할 때까지</translation>
    </message>
    <message>
        <source>Simulated time passes: %1</source>
        <translation>시뮬레이션 시간 진행: %1</translation>
    </message>
    <message>
        <source>Jump here</source>
        <translation>여기로 이동</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>표로 보기</translation>
    </message>
    <message>
        <source>Show as table%1: what was done and what was violated, with its time, to jump to</source>
        <translation>표로 보기%1: 수행한 작업과 위반된 규칙을 시각과 함께 보여 주며, 그 시점으로 이동할 수 있습니다</translation>
    </message>
    <message>
        <source>Moments of the run</source>
        <translation>실행의 주요 시점</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ValueFile</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 파일을 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 is larger than 64 MiB, more than this panel reads.</source>
        <translation>%1: 64 MiB보다 커서 이 패널에서 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 has no line.</source>
        <translation>%1에 줄이 없습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::WireExport</name>
    <message>
        <source>Vitrine kept the first %1 of %2 bytes.</source>
        <translation>Vitrine은 전체 %2바이트 가운데 처음 %1바이트만 보관했습니다.</translation>
    </message>
    <message>
        <source>As the node that asked saw it; its server did not show it.</source>
        <translation>요청한 노드가 본 것입니다. 서버 쪽에서는 보이지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::WireFilter</name>
    <message>
        <source>this bracket was not opened</source>
        <translation>이 괄호와 짝이 되는 여는 괄호가 없습니다</translation>
    </message>
    <message>
        <source>“&amp;&amp;” or “||” is missing before “%1”</source>
        <translation>“%1” 앞에 “&amp;&amp;”나 “||”가 빠졌습니다</translation>
    </message>
    <message>
        <source>equal is written “==”</source>
        <translation>같다는 “==”로 씁니다</translation>
    </message>
    <message>
        <source>“%1” has no meaning here; a value with such characters stands in quotes</source>
        <translation>여기서 “%1”에는 뜻이 없습니다. 이런 문자가 든 값은 따옴표로 묶습니다</translation>
    </message>
    <message>
        <source>the quotation mark that begins here is not closed</source>
        <translation>여기서 시작한 따옴표가 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>the brackets are nested too deeply</source>
        <translation>괄호가 너무 깊이 겹쳐 있습니다</translation>
    </message>
    <message>
        <source>the bracket that begins here is not closed</source>
        <translation>여기서 시작한 괄호가 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>a field is missing at the end, as “api” or “latency_ms”</source>
        <translation>끝에 “api”나 “latency_ms” 같은 필드가 빠졌습니다</translation>
    </message>
    <message>
        <source>a field is expected here, not “%1”</source>
        <translation>여기에는 필드가 와야 합니다. 여기에 있는 것: “%1”</translation>
    </message>
    <message>
        <source>%1 is a text; “%2” compares numbers</source>
        <translation>%1: 문자열 필드입니다. “%2” 연산자는 숫자를 비교합니다</translation>
    </message>
    <message>
        <source>%1 is a number; “contains” looks into texts</source>
        <translation>%1: 숫자 필드입니다. “contains” 연산자는 문자열에서 찾습니다</translation>
    </message>
    <message>
        <source>“in” is followed by values in brackets: %1 in (A, B)</source>
        <translation>“in” 뒤에는 괄호로 묶은 값이 옵니다: %1 in (A, B)</translation>
    </message>
    <message>
        <source>a value is missing at the end</source>
        <translation>끝에 값이 빠졌습니다</translation>
    </message>
    <message>
        <source>a value is expected here, not “%1”</source>
        <translation>여기에는 값이 와야 합니다. 여기에 있는 것: “%1”</translation>
    </message>
    <message>
        <source>%1 is compared with a number, and “%2” is none</source>
        <translation>%1: 숫자와 비교해야 합니다. 숫자가 아닌 값: “%2”</translation>
    </message>
    <message>
        <source>there is no field “%1”</source>
        <translation>없는 필드: “%1”</translation>
    </message>
    <message>
        <source>there is no field “%1”; is “%2” meant?</source>
        <translation>없는 필드: “%1”. 혹시 “%2”인가요?</translation>
    </message>
    <message>
        <source>“%2” is no value of %1</source>
        <translation>%1의 값이 아닙니다: “%2”</translation>
    </message>
    <message>
        <source>“%2” is no value of %1; is “%3” meant?</source>
        <translation>%1의 값이 아닙니다: “%2”. 혹시 “%3”인가요?</translation>
    </message>
    <message>
        <source>any field of the request</source>
        <translation>요청의 아무 필드나</translation>
    </message>
    <message>
        <source>any field of the response</source>
        <translation>응답의 아무 필드나</translation>
    </message>
    <message>
        <source>both</source>
        <translation>둘 다</translation>
    </message>
    <message>
        <source>one of them</source>
        <translation>둘 중 하나</translation>
    </message>
    <message>
        <source>the API, by name or key</source>
        <translation>API의 이름이나 키</translation>
    </message>
    <message>
        <source>produce, consume, replication, group, quorum or admin</source>
        <translation>produce, consume, replication, group, quorum, admin 가운데 하나</translation>
    </message>
    <message>
        <source>the version of the API</source>
        <translation>API 버전</translation>
    </message>
    <message>
        <source>the correlation id</source>
        <translation>correlation id</translation>
    </message>
    <message>
        <source>the client.id of the request</source>
        <translation>요청의 client.id</translation>
    </message>
    <message>
        <source>who asked, as in the table</source>
        <translation>요청한 쪽, 표에 나오는 이름</translation>
    </message>
    <message>
        <source>who was asked, as in the table</source>
        <translation>요청받은 쪽, 표에 나오는 이름</translation>
    </message>
    <message>
        <source>the id of a broker or controller at either end</source>
        <translation>어느 한쪽 끝에 있는 브로커나 컨트롤러의 ID</translation>
    </message>
    <message>
        <source>the address that the server saw</source>
        <translation>서버가 본 상대 주소</translation>
    </message>
    <message>
        <source>the number of the connection at its server</source>
        <translation>서버가 매긴 연결 번호</translation>
    </message>
    <message>
        <source>size of the request</source>
        <translation>요청의 크기</translation>
    </message>
    <message>
        <source>size of the response</source>
        <translation>응답의 크기</translation>
    </message>
    <message>
        <source>milliseconds from the request to its answer</source>
        <translation>요청부터 응답까지 걸린 밀리초</translation>
    </message>
    <message>
        <source>error codes in the response; NONE where all went well</source>
        <translation>응답에 든 오류 코드. 문제가 없으면 NONE</translation>
    </message>
    <message>
        <source>a topic that the request or response names</source>
        <translation>요청이나 응답에 나오는 토픽</translation>
    </message>
    <message>
        <source>a partition that the request or response names</source>
        <translation>요청이나 응답에 나오는 파티션</translation>
    </message>
    <message>
        <source>a group that the request or response names</source>
        <translation>요청이나 응답에 나오는 그룹</translation>
    </message>
    <message>
        <source>what a Produce waits for: -1 (all), 1 or 0</source>
        <translation>Produce가 기다리는 것: -1(all), 1, 0</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::WireModel</name>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>From</source>
        <translation>보낸 쪽</translation>
    </message>
    <message>
        <source>To</source>
        <translation>받는 쪽</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>Correlation</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>The first %1 of %2 bytes were kept.</source>
        <translation>전체 %2바이트 가운데 처음 %1바이트만 보관했습니다.</translation>
    </message>
    <message>
        <source>%1, connection %2</source>
        <translation>%1, 연결 %2</translation>
    </message>
    <message>
        <source>topics: %1</source>
        <translation>토픽: %1</translation>
    </message>
    <message>
        <source>groups: %1</source>
        <translation>그룹: %1</translation>
    </message>
    <message>
        <source>Error codes behind them are not known.</source>
        <translation>그 뒤에 있는 오류 코드는 알 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::WirePage</name>
    <message>
        <source>What is shown (%1)…</source>
        <translation>보이는 것(%1)…</translation>
    </message>
    <message>
        <source>What is selected (%1)…</source>
        <translation>선택한 것(%1)…</translation>
    </message>
    <message>
        <source>Wire</source>
        <translation>와이어</translation>
    </message>
    <message numerus="yes">
        <source>%1 exchange(s)</source>
        <translation>
            <numerusform>요청 %1건</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 exchange(s)</source>
        <translation>
            <numerusform>요청 %2건 중 %1건</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 older ones made room</source>
        <translation>오래된 %1건은 밀려남</translation>
    </message>
    <message>
        <source>%1 frames lost, the window was slower</source>
        <translation>창이 느려 프레임 %1개를 놓침</translation>
    </message>
    <message>
        <source>capture paused</source>
        <translation>캡처 일시 정지됨</translation>
    </message>
    <message>
        <source>Character %1: %2</source>
        <translation>%1번째 글자: %2</translation>
    </message>
    <message>
        <source>correlation id %1</source>
        <translation>correlation id %1</translation>
    </message>
    <message>
        <source>Bytes of the request</source>
        <translation>요청의 바이트</translation>
    </message>
    <message>
        <source>Bytes of the response</source>
        <translation>응답의 바이트</translation>
    </message>
    <message>
        <source>Nodes outside of this window cannot be listened to, so nothing is shown here.</source>
        <translation>이 창 밖의 노드는 통신을 캡처할 수 없으므로 여기에는 아무것도 나오지 않습니다.</translation>
    </message>
    <message>
        <source>The capture is paused.</source>
        <translation>캡처를 일시 정지했습니다.</translation>
    </message>
    <message>
        <source>Nothing has passed yet. Nodes are listened to while this panel can be seen.</source>
        <translation>아직 오간 것이 없습니다. 이 패널이 보이는 동안에만 노드의 통신을 캡처합니다.</translation>
    </message>
    <message>
        <source>No exchange passes the filter.</source>
        <translation>필터를 통과한 요청이 없습니다.</translation>
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
        <source>Export for Wireshark</source>
        <translation>Wireshark용으로 내보내기</translation>
    </message>
    <message>
        <source>Captures (*.pcapng);;All files (*)</source>
        <translation>캡처 파일 (*.pcapng);;모든 파일 (*)</translation>
    </message>
    <message numerus="yes">
        <source>%n exchange(s) written to %1. In Wireshark, decode TCP ports %2 as Kafka.</source>
        <translation>
            <numerusform>요청 %n건을 %1에 썼습니다. Wireshark에서 TCP 포트 %2번을 Kafka로 디코딩하세요.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1에 쓸 수 없습니다: %2</translation>
    </message>
    <message>
        <source>Follow conversation</source>
        <translation>대화 따라가기</translation>
    </message>
    <message>
        <source>Sequence with all that happened meanwhile</source>
        <translation>그동안 일어난 일까지 시퀀스로 보기</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>%1만 보기</translation>
    </message>
    <message>
        <source>Of these only %1</source>
        <translation>이 가운데 %1만 보기</translation>
    </message>
    <message>
        <source>Without %1</source>
        <translation>%1 빼고 보기</translation>
    </message>
    <message>
        <source>Export selected…</source>
        <translation>선택한 것 내보내기…</translation>
    </message>
    <message>
        <source>Filter: api == Produce &amp;&amp; latency_ms &gt; 5</source>
        <translation>필터: api == Produce &amp;&amp; latency_ms &gt; 5</translation>
    </message>
    <message>
        <source>Display filter</source>
        <translation>표시 필터</translation>
    </message>
    <message>
        <source>What a display filter can say (Ctrl+F goes to the filter, Ctrl+Space completes)</source>
        <translation>표시 필터에 쓸 수 있는 것(Ctrl+F로 필터로 이동, Ctrl+Space로 자동 완성)</translation>
    </message>
    <message>
        <source>Help for the display filter</source>
        <translation>표시 필터 도움말</translation>
    </message>
    <message>
        <source>Shows only the connection of the chosen exchange</source>
        <translation>고른 요청이 오간 연결만 보여 줍니다</translation>
    </message>
    <message>
        <source>Nodes are not listened to while the capture is paused or this panel is hidden</source>
        <translation>캡처를 일시 정지했거나 이 패널이 가려져 있으면 노드의 통신을 캡처하지 않습니다</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>As pcapng, for Wireshark</source>
        <translation>Wireshark에서 읽는 pcapng 파일로</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>시퀀스</translation>
    </message>
    <message>
        <source>The selected exchanges as arrows between those who sent and read them</source>
        <translation>선택한 요청과 응답을 보낸 쪽과 읽은 쪽 사이의 화살표로 그립니다</translation>
    </message>
    <message>
        <source>Requests and their responses</source>
        <translation>요청과 응답</translation>
    </message>
    <message>
        <source>Fields of request and response</source>
        <translation>요청과 응답의 필드</translation>
    </message>
    <message>
        <source>Sequence of the selected exchanges</source>
        <translation>선택한 요청의 시퀀스</translation>
    </message>
    <message>
        <source>No exchange chosen</source>
        <translation>고른 요청이 없습니다</translation>
    </message>
    <message>
        <source>Choose one to see its fields and bytes; select several and open Sequence to see who waited for whom.</source>
        <translation>하나를 고르면 필드와 바이트가 보입니다. 여럿을 선택하고 시퀀스를 열면 누가 누구를 기다렸는지 보입니다.</translation>
    </message>
    <message>
        <source>No exchange was seen in the chosen time.</source>
        <translation>선택한 시간에 주고받은 요청이 없습니다.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::WireText</name>
    <message>
        <source>Produce</source>
        <translation>프로듀스</translation>
    </message>
    <message>
        <source>Consume</source>
        <translation>컨슘</translation>
    </message>
    <message>
        <source>Replication</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>Quorum and controller</source>
        <translation>쿼럼과 컨트롤러</translation>
    </message>
    <message>
        <source>Metadata and administration</source>
        <translation>메타데이터와 관리</translation>
    </message>
    <message>
        <source>API key %1</source>
        <translation>API 키 %1</translation>
    </message>
    <message>
        <source>a client</source>
        <translation>클라이언트</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>응답 없음</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>not arrived</source>
        <translation>도착하지 않음</translation>
    </message>
    <message>
        <source>The request passed before the capture began.</source>
        <translation>캡처를 시작하기 전에 지나간 요청입니다.</translation>
    </message>
    <message>
        <source>From the arrival of the request at its server to the answer.</source>
        <translation>요청이 서버에 도착한 때부터 응답까지입니다.</translation>
    </message>
    <message>
        <source>acks=0: the producer wants no answer.</source>
        <translation>acks=0: 프로듀서가 응답을 바라지 않습니다.</translation>
    </message>
    <message>
        <source>The capture ended before an answer was seen.</source>
        <translation>응답을 보기 전에 캡처가 끝났습니다.</translation>
    </message>
    <message>
        <source>The server has not answered yet.</source>
        <translation>서버가 아직 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>It was sent, but its server has not read it yet.</source>
        <translation>보냈지만 서버가 아직 읽지 않았습니다.</translation>
    </message>
</context>
</TS>
