//! The client against a scripted other end.
#![expect(clippy::unwrap_used, reason = "helpers of tests may end a test")]

use luytre_core::policy::Language;
use luytre_core::status::Status;
use luytre_core::time::WallTime;
use luytre_protocol::{
    ChildRequest, Client, ClientError, Farewell, FrameDecoder, Options, Outcome, PROTOCOL, Reply,
    RequestEnvelope, ServerEvent, ServerFrame, Trust, Version, Welcome, Who, WireError, encode,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

fn welcome(protocol: Version) -> ServerFrame {
    ServerFrame::Welcome(Welcome {
        protocol,
        product: "0.1.0".into(),
        account: Some("an".into()),
        who: Who::Other,
        language: Language::Vi,
        watch_only: false,
        household: true,
    })
}

fn status(at: i64) -> Status {
    Status {
        at: WallTime(at),
        timezone: "Asia/Ho_Chi_Minh".into(),
        children: Vec::new(),
        requests: Vec::new(),
        verdict: luytre_core::health::Verdict::Protected,
        issues: Vec::new(),
    }
}

/// The other end: reads frames, says what it is told to.
struct Agent {
    stream: DuplexStream,
    decoder: FrameDecoder,
}

impl Agent {
    async fn hear(&mut self) -> RequestEnvelope {
        let mut chunk = [0; 512];
        loop {
            if let Some(body) = self.decoder.next_frame().unwrap() {
                return serde_json::from_slice(body).unwrap();
            }
            let read = self.stream.read(&mut chunk).await.unwrap();
            assert!(read > 0, "the client hung up");
            self.decoder.push(&chunk[..read]);
        }
    }

    async fn say(&mut self, frame: &ServerFrame) {
        self.stream
            .write_all(&encode(frame).unwrap())
            .await
            .unwrap();
    }
}

fn pair() -> (DuplexStream, Agent) {
    let (ours, stream) = tokio::io::duplex(64 * 1024);
    (
        ours,
        Agent {
            stream,
            decoder: FrameDecoder::new(),
        },
    )
}

#[tokio::test]
async fn answers_find_their_requests_and_events_are_kept() {
    let (ours, mut agent) = pair();
    let agent = tokio::spawn(async move {
        assert!(matches!(agent.hear().await, RequestEnvelope::Hello(_)));
        agent.say(&welcome(PROTOCOL)).await;
        let RequestEnvelope::Request { id, .. } = agent.hear().await else {
            panic!("no request")
        };
        agent
            .say(&ServerFrame::Event(ServerEvent::Status(status(1))))
            .await;
        // An event of a later version, and an answer nobody waits for any more.
        agent
            .stream
            .write_all(&encode(&serde_json::json!({"event": {"fireworks": 7}})).unwrap())
            .await
            .unwrap();
        agent
            .say(&ServerFrame::Reply {
                id: id + 77,
                outcome: Outcome::Ok(Reply::Status(status(0))),
            })
            .await;
        agent
            .say(&ServerFrame::Reply {
                id,
                outcome: Outcome::Ok(Reply::Status(status(2))),
            })
            .await;
        let RequestEnvelope::Request { id, .. } = agent.hear().await else {
            panic!("no request")
        };
        agent
            .say(&ServerFrame::Reply {
                id,
                outcome: Outcome::Error(WireError::NoHousehold {}),
            })
            .await;
        agent
            .say(&ServerFrame::Farewell(Farewell::Stopping {}))
            .await;
    });
    let mut client = Client::over(ours, &Options::new("test")).await.unwrap();
    assert_eq!(client.welcome().account, Some("an".into()));
    assert_eq!(
        client.request(ChildRequest::Status {}).await.unwrap(),
        Reply::Status(status(2))
    );
    assert_eq!(
        client.next_event().await.unwrap(),
        ServerEvent::Status(status(1))
    );
    let refused = client.request(ChildRequest::MyRules { child: None }).await;
    assert!(
        matches!(
            refused,
            Err(ClientError::Refused(WireError::NoHousehold {}))
        ),
        "{refused:?}"
    );
    let closed = client.next_event().await;
    assert!(
        matches!(closed, Err(ClientError::Closed(Farewell::Stopping {}))),
        "{closed:?}"
    );
    agent.await.unwrap();
}

#[tokio::test]
async fn another_major_version_is_told_apart() {
    let (ours, mut agent) = pair();
    let theirs = Version { major: 2, minor: 3 };
    let agent = tokio::spawn(async move {
        agent.hear().await;
        agent
            .say(&ServerFrame::Farewell(Farewell::Incompatible {
                protocol: theirs,
                product: "2.3.1".into(),
            }))
            .await;
    });
    let error = Client::over(ours, &Options::new("test")).await.unwrap_err();
    assert!(
        matches!(
            error,
            ClientError::Incompatible {
                theirs: Version { major: 2, minor: 3 },
                ..
            }
        ),
        "{error:?}"
    );
    agent.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_silent_agent_times_out() {
    let (ours, _agent) = pair();
    let error = Client::over(ours, &Options::new("test")).await.unwrap_err();
    assert!(matches!(error, ClientError::TimedOut), "{error:?}");
}

#[tokio::test]
async fn garbage_and_hang_ups_are_errors() {
    let (ours, mut agent) = pair();
    agent
        .stream
        .write_all(&[0, 0, 0, 3, b'{', b'}', b'}'])
        .await
        .unwrap();
    let error = Client::over(ours, &Options::new("test")).await.unwrap_err();
    assert!(matches!(error, ClientError::BadAnswer), "{error:?}");

    let (ours, mut agent) = pair();
    agent
        .stream
        .write_all(&[0xff, 0xff, 0xff, 0xff])
        .await
        .unwrap();
    let error = Client::over(ours, &Options::new("test")).await.unwrap_err();
    assert!(matches!(error, ClientError::Frame(_)), "{error:?}");

    let (ours, agent) = pair();
    drop(agent);
    let error = Client::over(ours, &Options::new("test")).await.unwrap_err();
    assert!(matches!(error, ClientError::Lost(_)), "{error:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_at_the_socket_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("agent.sock");
    let error = Client::connect(&path, &Options::new("test"))
        .await
        .unwrap_err();
    assert!(matches!(error, ClientError::NotRunning { .. }), "{error:?}");
    // A socket that a dead agent left behind.
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    let error = Client::connect_first(&[path], &Options::new("test"))
        .await
        .unwrap_err();
    assert!(matches!(error, ClientError::NotRunning { .. }), "{error:?}");
}

#[test]
fn only_root_and_oneself_are_believed() {
    assert!(Trust::Root.believes(0, 1001));
    assert!(!Trust::Root.believes(1001, 1001));
    assert!(Trust::RootOrMyself.believes(0, 1001));
    assert!(Trust::RootOrMyself.believes(1001, 1001));
    assert!(!Trust::RootOrMyself.believes(1002, 1001));
    // Not even root believes a child's socket.
    assert!(!Trust::RootOrMyself.believes(1001, 0));
}
